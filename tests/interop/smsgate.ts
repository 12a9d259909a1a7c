import { spawn, spawnSync, type ChildProcessByStdio } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import type { Readable, Writable } from "node:stream";

const HERE = path.join(import.meta.dirname, "smsgate");
/** Where `npm run interop:smsgate` puts the libraries; not part of the repository. */
const LIBRARIES = path.join(import.meta.dirname, "../../data/interop/smsgate");

/** Version of the SMSGate that was fetched; null where it was not, or where there is no Java to run it. */
export function smsgateVersion(): string | null {
  const jar = existsSync(LIBRARIES) ? readdirSync(LIBRARIES).find((name) => name.startsWith("sms-core-")) : undefined;
  if (jar === undefined || spawnSync("java", ["-version"], { stdio: "ignore" }).status !== 0) return null;
  return /^sms-core-(.*)\.jar$/.exec(jar)?.[1] ?? null;
}

export type Peer = { readonly lines: readonly string[]; readonly until: (holds: (lines: readonly string[]) => boolean) => Promise<void>; readonly close: () => Promise<void> };

/** Starts smsgate/Peer.java and collects the lines that it prints. */
export async function startPeer(...words: readonly string[]): Promise<Peer> {
  const child: ChildProcessByStdio<Writable, Readable, null> = spawn("java", ["-Dfile.encoding=UTF-8", "-cp", path.join(LIBRARIES, "*"), path.join(HERE, "Peer.java"), ...words], { stdio: ["pipe", "pipe", "ignore"], env: { ...process.env, LC_ALL: "C.UTF-8" } });
  const lines: string[] = [];
  const heard = new EventEmitter();
  let rest = "";
  child.stdout.setEncoding("utf8");
  child.stdout.on("data", (chunk: string) => {
    const all = (rest + chunk).split("\n");
    rest = all.pop() ?? "";
    lines.push(...all);
    heard.emit("line");
  });
  const gone = once(child, "exit");
  const peer: Peer = {
    lines,
    async until(holds) {
      while (!holds(lines)) await once(heard, "line", { signal: AbortSignal.timeout(50_000) });
    },
    async close() {
      child.stdin.end();
      await gone;
    },
  };
  await peer.until((all) => all.includes("ready"));
  return peer;
}
