import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { say } from "./say.mjs";
import { stopTree } from "./signals.mjs";

const BACK_OFF_FIRST_MS = 1_000;
const BACK_OFF_LONGEST_MS = 30_000;
/** A service that ran this long was well: its next failure starts the back-off anew. */
const HEALTHY_MS = 60_000;

/** Starts, watches, restarts and stops the processes of one installation. */
export class Services {
  #guard;
  #children = new Set();
  #running = [];
  #stopping = false;

  #tellGuard(line) {
    if (!this.#guard) {
      const guard = fileURLToPath(new URL("guard.mjs", import.meta.url));
      this.#guard = spawn(process.execPath, [guard], { stdio: ["pipe", "ignore", "ignore"], detached: true });
      this.#guard.stdin.on("error", () => undefined);
      this.#guard.unref();
      this.#guard.stdin.unref?.();
    }
    this.#guard.stdin.write(`${line}\n`);
  }

  /** Spawns a process that the guard stops should this command die. */
  spawn(command, args, options = {}, stopSignal = "SIGTERM") {
    const child = spawn(command, args, { ...options, detached: process.platform !== "win32" });
    if (!child.pid) return child;
    this.#children.add(child);
    this.#tellGuard(`+${child.pid} ${stopSignal}`);
    child.once("exit", () => {
      this.#children.delete(child);
      this.#tellGuard(`-${child.pid}`);
    });
    return child;
  }

  /** Keeps a service running: whenever it ends by itself it is started again, later each time. */
  keep(name, start, stopSignal = "SIGTERM") {
    const service = { name, child: undefined, stopSignal, timer: undefined };
    this.#running.push(service);
    let delay = BACK_OFF_FIRST_MS;
    const run = () => {
      const began = Date.now();
      const child = start();
      service.child = child;
      const ended = (reason) => {
        if (service.child !== child) return;
        service.child = undefined;
        if (this.#stopping) return;
        if (Date.now() - began > HEALTHY_MS) delay = BACK_OFF_FIRST_MS;
        say(`${name} ended (${reason}); starting it again in ${delay / 1000} s`);
        service.timer = setTimeout(run, delay);
        delay = Math.min(delay * 2, BACK_OFF_LONGEST_MS);
      };
      child.once("error", (error) => ended(error.message));
      child.once("exit", (code, signal) => ended(signal ?? `code ${code}`));
    };
    run();
    return service;
  }

  /** Stops everything, the last started first. */
  async stop() {
    this.#stopping = true;
    const kept = new Set(this.#running.map((service) => service.child));
    const passing = [...this.#children].filter((child) => !kept.has(child));
    await Promise.all(passing.map((child) => stopTree(child.pid)));
    for (const service of this.#running.reverse()) {
      clearTimeout(service.timer);
      if (service.child?.pid) await stopTree(service.child.pid, service.stopSignal);
    }
    this.#running = [];
    this.#guard?.stdin.end();
  }
}
