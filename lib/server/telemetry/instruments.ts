import "server-only";
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import { environment } from "../env";

/** The steps whose time is measured; also the names of their spans. */
export const STEPS = ["expand chunk", "dispatch batch", "prepare", "claim", "submit", "store", "take callbacks", "apply receipts"] as const;
export type StepName = (typeof STEPS)[number];

const REQUEST_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
// A carrier may take its half minute to answer, and a slow line is waited for.
const STEP_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** What this process measures itself, and what it reads from the database when it is asked. Labels are ours or an account's key: bounded, and nobody's. */
function makeInstruments() {
  const register = new Registry();
  // They watch the event loop a hundred times a second: not where nobody may ask.
  if (environment().METRICS_TOKEN !== undefined) collectDefaultMetrics({ register });
  const registers = [register];
  const gauge = <L extends string>(name: string, help: string, labelNames: readonly L[] = []) => new Gauge<L>({ name, help, labelNames, registers });
  return {
    register,
    requestSeconds: new Histogram({ name: "hongyan_api_request_seconds", help: "Time to answer a request of the API or a callback of a carrier, by route", labelNames: ["route", "method", "status"] as const, buckets: REQUEST_BUCKETS, registers }),
    stepSeconds: new Histogram({ name: "hongyan_pipeline_step_seconds", help: "Time that a step of the pipeline took: a chunk, a batch or a reading of callbacks each", labelNames: ["step"] as const, buckets: STEP_BUCKETS, registers }),
    unexpected: new Counter({ name: "hongyan_unexpected_errors_total", help: "Bugs and failures of parts that were logged as unexpected", registers }),
    poolConnections: gauge("hongyan_pool_connections", "This process's connections to the database: lent out, idle, and callers that wait for one", ["state"]),
    poolMax: gauge("hongyan_pool_connections_max", "Connections that this process may hold (DATABASE_POOL)"),
    databaseUp: gauge("hongyan_database_up", "1 where the figures of the database could be read in time"),
    queueBatches: gauge("hongyan_queue_due_batches", "Batches that may leave now and wait for their turn, by lane (counted up to 100000)", ["lane"]),
    queueMessages: gauge("hongyan_queue_due_messages", "Messages in the batches that may leave now, by lane", ["lane"]),
    queueOldest: gauge("hongyan_queue_oldest_due_seconds", "How long the oldest due batch has been waiting, by lane", ["lane"]),
    messagesToday: gauge("hongyan_messages_today", "Messages made on the bank's calendar day, by state and purpose (roll-up)", ["state", "purpose"]),
    accountAttempts: gauge("hongyan_account_attempts_recent", "What carriers answered and reported in the last five full minutes, by account", ["account", "outcome"]),
    accountAnswerSeconds: gauge("hongyan_account_answer_seconds", "Mean time of a carrier's answer over the last five full minutes, by account", ["account"]),
    accountState: gauge("hongyan_account_state", "1 for the state in which an account is: in_use, resting, trial or disabled", ["account", "state"]),
    accountLinks: gauge("hongyan_account_links", "Standing connections of all workers to carriers, by account and state", ["account", "state"]),
    receiptsUnapplied: gauge("hongyan_receipts_unapplied", "Reports of the last three days that have not found their message (counted up to 100000)"),
    callbacksWaiting: gauge("hongyan_callbacks_waiting", "What carriers told us and no worker has taken yet (counted up to 100000)", ["kind"]),
    callbacksStuck: gauge("hongyan_callbacks_stuck", "What carriers told us and nobody can read: waits for a person", ["kind"]),
    campaigns: gauge("hongyan_campaigns", "Campaigns under way, by state", ["state"]),
    importsOpen: gauge("hongyan_imports_open", "Confirmed files of customers that have not ended"),
    importRows: gauge("hongyan_import_rows", "Rows of the files uploaded in the last 24 hours, by what became of them", ["outcome"]),
    heartbeatAge: gauge("hongyan_worker_heartbeat_age_seconds", "How long ago any worker that does upkeep said that it lives"),
    laneHeartbeatAge: gauge("hongyan_lane_heartbeat_age_seconds", "How long ago any worker of a lane said that it lives", ["lane"]),
    auditEntries: gauge("hongyan_audit_entries", "Length of the audit chain"),
  };
}

export type Instruments = ReturnType<typeof makeInstruments>;

const store = globalThis as typeof globalThis & { hongyanInstruments?: Instruments };

/** The instruments of this process: one set, also when Next evaluates this module once for each of its bundles. */
export function instruments(): Instruments {
  return (store.hongyanInstruments ??= makeInstruments());
}
