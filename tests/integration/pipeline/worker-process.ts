import { spawn, type ChildProcess } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { db, pool } from "@/lib/server/db/client";
import { noonZone } from "@/prisma/factories/customer";

const workers: ChildProcess[] = [];

/** A worker as `npm start` runs it, in a process of its own; `file` stands in for worker.ts. */
export function startWorker(file = "worker.ts"): ChildProcess {
  const worker = spawn(process.execPath, ["--conditions=react-server", "--import", "tsx", file], {
    env: { ...process.env, DATABASE_POOL: "10", LOG_LEVEL: "error", NODE_OPTIONS: "" }, stdio: ["ignore", "ignore", "inherit"],
  });
  workers.push(worker);
  return worker;
}

/** Waits for a condition and fails when it does not come true in time. */
export async function until(condition: () => Promise<boolean>, seconds: number): Promise<void> {
  const end = performance.now() + seconds * 1000;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error("waited too long");
    await sleep(50);
  }
}

/** Resolves when the process has ended. */
export const exited = (worker: ChildProcess) => new Promise<void>((resolve) => (worker.exitCode !== null || worker.signalCode !== null ? resolve() : worker.once("exit", () => resolve())));

/** Ends every worker of the test at once. */
export async function endWorkers(): Promise<void> {
  for (const worker of workers.splice(0)) {
    worker.kill("SIGKILL");
    await exited(worker);
  }
}

/** Copies of a customer, for whom it is noon whatever the hour. */
export async function manyCustomers(branch: { id: string; path: string }, from: { id: string }, count: number, prefix = "K"): Promise<void> {
  await pool().query(
    `INSERT INTO customer (id, number, branch_id, branch_path, name_cipher, name_index, phone_cipher, phone_index, products, tags, time_zone)
     SELECT gen_random_uuid(), $5::text || n, $1::uuid, $2, c.name_cipher, c.name_index, c.phone_cipher, decode(md5($5::text || n), 'hex'), '{}', '{}', $6 FROM customer c, generate_series(1, $4) n WHERE c.id = $3::uuid`,
    [branch.id, branch.path, from.id, count, prefix, noonZone()],
  );
  await db().customer.update({ where: { id: from.id }, data: { timeZone: noonZone() }, select: { id: true } });
}
