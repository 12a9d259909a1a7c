import "server-only";
import { db } from "../db/client";
import { isFresh, lastHeartbeats } from "../jobs/heartbeat";
import { WORKER_LANES, type WorkerLane } from "../jobs/lanes";

export type Part = "web" | "database" | "worker";
type Answer = "ok" | "failing";
type Lanes = Readonly<Record<WorkerLane, Answer>>;
export type Readiness = { readonly status: Answer; readonly checks: Readonly<Partial<Record<Part, Answer>>> };
/** `lanes` says of each lane whether a worker of it lives. */
export type Health = Readiness & { readonly lanes: Lanes };

const PATIENCE_MS = 3_000;
const answer = (holds: boolean): Answer => (holds ? "ok" : "failing");

/** What a check finds out in time, else null; how it fails is nobody's business outside. */
async function inTime<T>(check: () => Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => (timer = setTimeout(resolve, PATIENCE_MS, null)));
  try {
    return await Promise.race([check(), late]);
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

const databaseAnswers = async (): Promise<Answer> => answer((await inTime(() => db().$queryRaw`SELECT 1`)) !== null);

async function lanesAnswer(): Promise<Lanes> {
  const beats = await inTime(() => lastHeartbeats());
  return Object.fromEntries(WORKER_LANES.map((lane) => [lane, answer(isFresh(beats?.[lane] ?? null))])) as Record<WorkerLane, Answer>;
}

const allOf = (answers: Readonly<Record<string, Answer>>) => answer(Object.values(answers).every((one) => one === "ok"));

/** Whether this process can serve a page: it runs, and its database answers. */
export async function readReadiness(): Promise<Readiness> {
  const checks = { web: "ok", database: await databaseAnswers() } as const;
  return { status: allOf(checks), checks };
}

/** Whether the whole installation works: web, database, and a worker that lives for every lane. */
export async function readHealth(): Promise<Health> {
  const [database, lanes] = await Promise.all([databaseAnswers(), lanesAnswer()]);
  const checks = { web: "ok", database, worker: allOf(lanes) } as const;
  return { status: allOf(checks), checks, lanes };
}
