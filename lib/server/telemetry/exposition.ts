import "server-only";
import type { Gauge } from "prom-client";
import { pool } from "../db/client";
import { environment } from "../env";
import { reportUnexpected } from "../logger";
import { instruments, type Instruments } from "./instruments";
import { readFigures, type Readings } from "./readings";

/** However many ask however often, the database is asked once in this time. */
const FRESH_MS = 5_000;
const PATIENCE_MS = 3_000;

type Held = { readonly at: number; readonly readings: Promise<Readings | null> };
const store = globalThis as typeof globalThis & { hongyanReadings?: Held };

/** The figures, a few seconds old at most; null where the database did not answer in time. */
function figures(): Promise<Readings | null> {
  const held = store.hongyanReadings;
  if (held && performance.now() - held.at < FRESH_MS) return held.readings;
  const late = new Promise<null>((resolve) => void setTimeout(resolve, PATIENCE_MS, null).unref());
  const read = readFigures().catch((error: unknown) => {
    reportUnexpected(error, { at: "metrics" });
    return null;
  });
  const readings = Promise.race([read, late]);
  store.hongyanReadings = { at: performance.now(), readings };
  return readings;
}

/** Sets a gauge to exactly these figures: what is gone (an account that was deleted) is no longer told. */
function show<L extends string>(gauge: Gauge<L>, all: readonly ({ readonly value: number } & Readonly<Record<L, string>>)[]): void {
  gauge.reset();
  for (const { value, ...labels } of all) gauge.set(labels as unknown as Partial<Record<L, string>>, value);
}

function showAll(on: Instruments, read: Readings | null): void {
  on.databaseUp.set(read === null ? 0 : 1);
  const told = read ?? { queue: [], messagesToday: [], attempts: [], answers: [], accounts: [], links: [], callbacks: [], campaigns: [], importRows: [], receiptsUnapplied: null, importsOpen: null, heartbeatAgeSeconds: null, laneHeartbeatAges: [], auditEntries: null };
  show(on.queueBatches, told.queue.map(({ lane, batches: value }) => ({ lane, value })));
  show(on.queueMessages, told.queue.map(({ lane, messages: value }) => ({ lane, value })));
  show(on.queueOldest, told.queue.map(({ lane, oldestSeconds: value }) => ({ lane, value })));
  show(on.messagesToday, told.messagesToday);
  show(on.accountAttempts, told.attempts);
  show(on.accountAnswerSeconds, told.answers);
  show(on.accountState, told.accounts.map((one) => ({ ...one, value: 1 })));
  show(on.accountLinks, told.links);
  show(on.callbacksWaiting, told.callbacks.map(({ kind, waiting: value }) => ({ kind, value })));
  show(on.callbacksStuck, told.callbacks.map(({ kind, stuck: value }) => ({ kind, value })));
  show(on.campaigns, told.campaigns);
  show(on.importRows, told.importRows);
  show(on.laneHeartbeatAge, told.laneHeartbeatAges);
  // A figure that is not known is not zero: it is left out, and the alert on its absence speaks.
  for (const [gauge, value] of [[on.receiptsUnapplied, told.receiptsUnapplied], [on.importsOpen, told.importsOpen], [on.heartbeatAge, told.heartbeatAgeSeconds], [on.auditEntries, told.auditEntries]] as const) {
    gauge.remove();
    if (value !== null) gauge.set(value);
  }
}

/** Everything that Prometheus may know of this process and of the installation, in its text format. */
export async function exposition(): Promise<{ readonly contentType: string; readonly body: string }> {
  const on = instruments();
  const { totalCount, idleCount, waitingCount } = pool();
  show(on.poolConnections, [{ state: "lent", value: totalCount - idleCount }, { state: "idle", value: idleCount }, { state: "waiting", value: waitingCount }]);
  on.poolMax.set(environment().DATABASE_POOL);
  showAll(on, await figures());
  return { contentType: on.register.contentType, body: await on.register.metrics() };
}
