import { spawn, type ChildProcess } from "node:child_process";
import { accessSync, constants, mkdtempSync, rmSync } from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { freePort } from "../interop/free-port.ts";

/** The Redis or Valkey of this machine, if it has one. */
export function redisBinary(): string | null {
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  for (const file of ["valkey-server", "redis-server"].flatMap((name) => folders.map((folder) => path.join(folder, name)))) {
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // Not in this folder.
    }
  }
  return null;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect({ port, host: "127.0.0.1" });
    socket.once("connect", () => (socket.destroy(), resolve(true)));
    socket.once("error", () => resolve(false));
  });
}

/** A Redis of a test's own on a free port, with a folder of its own, which keeps nothing when it ends. */
export class RedisServer {
  private child: ChildProcess | undefined;
  private readonly folder = mkdtempSync(path.join(os.tmpdir(), "hongyan-redis-"));

  private constructor(readonly port: number, private readonly args: readonly string[]) {}

  /** Starts one; further arguments are settings of redis-server. */
  static async start(args: readonly string[] = [], port?: number): Promise<RedisServer> {
    const server = new RedisServer(port ?? (await freePort()), args);
    await server.up();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  get running(): ChildProcess {
    if (!this.child) throw new Error("this Redis does not run");
    return this.child;
  }

  async up(): Promise<void> {
    const binary = redisBinary();
    if (binary === null) throw new Error("there is no redis-server and no valkey-server here");
    const listens = this.args.includes("--tls-port") ? [] : ["--port", String(this.port)];
    this.child = spawn(binary, [...this.args.filter((one) => one.endsWith(".conf")), ...listens, "--bind", "127.0.0.1", "--dir", this.folder, "--save", "", "--appendonly", "no", ...this.args.filter((one) => !one.endsWith(".conf"))], { stdio: "ignore" });
    const { child } = this;
    // A run that breaks off leaves nothing behind.
    process.once("exit", () => void child.kill("SIGKILL"));
    const end = performance.now() + 20_000;
    while (!(await answers(this.port))) {
      if (performance.now() > end || child.exitCode !== null) throw new Error("Redis did not start");
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Ends it at once, and with it everything that it held. */
  async kill(): Promise<void> {
    const { child } = this;
    this.child = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await gone;
  }

  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
