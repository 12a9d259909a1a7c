import type { ChildProcess, SpawnOptions } from "node:child_process";

/** Starts, watches, restarts and stops the processes of one installation. */
export class Services {
  spawn(command: string, args: readonly string[], options?: SpawnOptions, stopSignal?: NodeJS.Signals): ChildProcess;
  keep(name: string, start: () => ChildProcess, stopSignal?: NodeJS.Signals): void;
  stop(): Promise<void>;
}
