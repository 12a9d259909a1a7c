import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Refusal } from "./say.mjs";
import { isAlive } from "./signals.mjs";

function isStart(pid) {
  if (!isAlive(pid)) return false;
  try {
    // After a crash and a restart of the machine the id may belong to anything.
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("start.mjs");
  } catch {
    return process.platform !== "linux";
  }
}

/** Makes sure that one command at a time uses a DATA_DIR; returns how to let go of it. */
export function claim(dataDir) {
  const file = path.join(dataDir, "start.pid");
  const other = existsSync(file) ? Number(readFileSync(file, "utf8")) : 0;
  if (other && other !== process.pid && isStart(other)) {
    throw new Refusal(`Hongyan is running already with this DATA_DIR (${dataDir}, process ${other}).\nStop it, or give this one another DATA_DIR and PORT.`);
  }
  writeFileSync(file, String(process.pid));
  return () => rmSync(file, { force: true });
}
