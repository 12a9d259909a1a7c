import { readdirSync, readFileSync } from "node:fs";

// Linux counts in hundredths of a second everywhere that Node runs.
const TICKS = 100;

type Stat = { readonly parent: number; readonly own: number; readonly ended: number };

function read(pid: number): Stat | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name in brackets may hold anything; what follows it is numbers.
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ").map(Number);
    const at = (field: number) => fields[field - 3] ?? 0;
    return { parent: at(4), own: (at(14) + at(15)) / TICKS, ended: (at(16) + at(17)) / TICKS };
  } catch {
    return null;
  }
}

/** Seconds of processor that a process, with its threads, has used. */
export function processorSeconds(pid: number): number {
  return read(pid)?.own ?? 0;
}

/** Seconds of processor of a server and its children, also those that have ended. */
export function familySeconds(pid: number): number {
  const children = readdirSync("/proc").map(Number).filter((one) => Number.isInteger(one)).map(read).filter((one) => one?.parent === pid);
  const server = read(pid);
  return (server?.own ?? 0) + (server?.ended ?? 0) + children.reduce((sum, one) => sum + (one?.own ?? 0), 0);
}

/** The parent of a process. */
export function parentOf(pid: number): number {
  return read(pid)?.parent ?? 0;
}

/** Seconds of processor that everything on this machine has used, of however many cores. */
export function machineSeconds(): number {
  const [user = 0, nice = 0, system = 0, , , irq = 0, softIrq = 0] = (readFileSync("/proc/stat", "utf8").split("\n")[0] ?? "").split(/\s+/).slice(1).map(Number);
  return (user + nice + system + irq + softIrq) / TICKS;
}
