import "server-only";
import { now } from "../clock";
import { db } from "../db/client";
import { lastWorkerHeartbeat } from "../jobs/heartbeat";

export type Part = "web" | "database" | "worker";
type Answer = "ok" | "failing";
export type Health = { readonly status: Answer; readonly checks: Readonly<Partial<Record<Part, Answer>>> };

const PATIENCE_MS = 3_000;
/** A worker says every few seconds that it lives; after this long without a word it counts as gone. */
const HEARTBEAT_FRESH_MS = 30_000;

/** Whether a check says yes in time; how it fails is nobody's business outside. */
async function holds(check: () => Promise<boolean>): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => (timer = setTimeout(resolve, PATIENCE_MS, false)));
  try {
    return (await Promise.race([check(), late])) ? "ok" : "failing";
  } catch {
    return "failing";
  } finally {
    clearTimeout(timer);
  }
}

async function databaseAnswers(): Promise<boolean> {
  await db().$queryRaw`SELECT 1`;
  return true;
}

async function workerIsAlive(): Promise<boolean> {
  const at = await lastWorkerHeartbeat();
  return at !== null && now().getTime() - at.getTime() < HEARTBEAT_FRESH_MS;
}

function sumUp(checks: Health["checks"]): Health {
  return { status: Object.values(checks).every((answer) => answer === "ok") ? "ok" : "failing", checks };
}

/** Whether this process can serve a page: it runs, and its database answers. */
export async function readReadiness(): Promise<Health> {
  return sumUp({ web: "ok", database: await holds(databaseAnswers) });
}

/** Whether the whole installation works: web, database, and a worker that lives. */
export async function readHealth(): Promise<Health> {
  const [database, worker] = await Promise.all([holds(databaseAnswers), holds(workerIsAlive)]);
  return sumUp({ web: "ok", database, worker });
}
