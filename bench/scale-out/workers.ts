import { spawn, type ChildProcess } from "node:child_process";
import { processorSeconds } from "../parts/processor-time";

export type WorkersWish = {
  readonly count: number;
  /** What is run: worker.ts, or the one with the carrier that answers at once. */
  readonly file: string;
  readonly env: Readonly<Record<string, string>>;
  /** A network namespace for each; without them all are processes of this host. */
  readonly hosts?: readonly string[] | undefined;
};

const running = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

function start(file: string, env: Readonly<Record<string, string>>, host: string | undefined): Promise<ChildProcess> {
  const node = [process.execPath, "--conditions=react-server", "--import", "tsx", file];
  // `ip netns exec` becomes the command that it runs: the process id is the worker's.
  const [command = "", ...args] = host === undefined ? node : ["ip", "netns", "exec", host, ...node];
  const child = spawn(command, args, { env: { ...process.env, NODE_OPTIONS: "", LOG_LEVEL: "info", ...env }, stdio: ["ignore", "pipe", "inherit"] });
  running.add(child);
  child.once("exit", () => running.delete(child));
  return new Promise((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`a worker ended with ${code} before it was ready`)));
    child.stdout.on("data", (chunk: Buffer) => {
      const lines = chunk.toString();
      if (lines.includes("worker is ready")) resolve(child);
      for (const line of lines.split("\n")) if (/"level":(40|50)/.test(line)) console.log(`  worker says: ${line}`);
    });
  });
}

/** Workers in processes of their own, ready to work. */
export async function startWorkers({ count, file, env, hosts }: WorkersWish) {
  const children = await Promise.all(Array.from({ length: count }, (_, index) => start(file, env, hosts?.[index])));
  return {
    seconds: () => children.reduce((sum, child) => sum + processorSeconds(child.pid ?? 0), 0),
    async stop() {
      await Promise.all(children.map((child) => new Promise<void>((resolve) => {
        child.removeAllListeners("exit");
        child.once("exit", () => {
          running.delete(child);
          resolve();
        });
        child.kill("SIGTERM");
      })));
    },
  };
}
