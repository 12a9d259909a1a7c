import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const ROOT = path.join(import.meta.dirname, "../..");

/** A process of the bench: a TypeScript file with the environment of this one, started and waited for. */
export type Running = { readonly pid: number; readonly stop: (signal?: NodeJS.Signals) => Promise<void> };

/** Starts a TypeScript file of the repository as a process of its own; its errors are seen, its log is not. */
export function startProcess(file: string, env: Readonly<Record<string, string>> = {}): Running {
  const child: ChildProcess = spawn(process.execPath, ["--conditions=react-server", "--import", "tsx", file], { cwd: ROOT, env: { ...process.env, ...env }, stdio: ["ignore", "inherit", "inherit"] });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${file} could not be started`);
  return {
    pid,
    stop: async (signal = "SIGTERM") => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, "exit");
      child.kill(signal);
      await ended;
    },
  };
}

/** Resident memory of a process in megabytes. */
export function memoryMb(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** Looks at a process's memory again and again; answers the highest and the middle one in megabytes. */
export function watchMemory(pid: number): () => { readonly highest: number; readonly median: number } {
  const seen: number[] = [];
  const timer = setInterval(() => seen.push(memoryMb(pid)), 200);
  return () => {
    clearInterval(timer);
    const sorted = [...seen].sort((a, b) => a - b);
    return { highest: sorted.at(-1) ?? 0, median: sorted[Math.floor(sorted.length / 2)] ?? 0 };
  };
}

/** Waits until `isTrue`, looking every so many milliseconds. */
export async function until(isTrue: () => Promise<boolean>, everyMs = 50): Promise<void> {
  while (!(await isTrue())) await sleep(everyMs);
}
