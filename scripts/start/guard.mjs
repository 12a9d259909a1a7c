// Sits beside the command and outlives it: when the command dies without a word (kill -9, a closed terminal), its end of
// the pipe closes, and this process stops what the command had started. Lines on stdin: "+pid signal" and "-pid".
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { stopTree } from "./signals.mjs";

async function guard() {
  const watched = new Map();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => undefined);
  for await (const line of createInterface({ input: process.stdin })) {
    const [pid, signal = "SIGTERM"] = line.slice(1).split(" ");
    if (line.startsWith("+")) watched.set(Number(pid), signal);
    else watched.delete(Number(pid));
  }
  // The last started depends on the first (web and worker on the database), so they stop in that order.
  for (const [pid, signal] of [...watched].reverse()) await stopTree(pid, signal);
  process.exit(0);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await guard();
