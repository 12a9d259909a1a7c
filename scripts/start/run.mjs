import { spawn } from "node:child_process";
import { inRoot, root } from "./paths.mjs";

/** The TypeScript runner inside this process's own Node: no shell, no second process to stop. */
export const TSX = ["--conditions=react-server", "--import", "tsx"];

/** A program of node_modules, run by this Node. */
export const binary = (file) => inRoot("node_modules", file);

/** Runs a program to its end, showing what it prints; rejects unless it ends well. */
export function run(command, args, { env = process.env, services, quiet = false, cwd = root } = {}) {
  return new Promise((resolve, reject) => {
    const options = { cwd, env, stdio: ["ignore", quiet ? "pipe" : "inherit", quiet ? "pipe" : "inherit"] };
    const child = services ? services.spawn(command, args, options) : spawn(command, args, options);
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (output += chunk));
    child.once("error", reject);
    child.once("close", (code, signal) => {
      if (code === 0) return resolve(output);
      const what = `${[command === process.execPath ? "node" : command, ...args].join(" ")} ended with ${signal ?? `code ${code}`}`;
      reject(new Error(`${what}\n${output}`));
    });
  });
}

/** Runs a Node script to its end. */
export const runNode = (args, options) => run(process.execPath, args, options);
