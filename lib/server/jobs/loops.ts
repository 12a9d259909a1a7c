import "server-only";
import { setMaxListeners } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { updateBreakers } from "../carriers/breakers";
import { callbackReader } from "../carriers/callbacks/read";
import { makeLinks } from "../carriers/links";
import { deliverDueEvents } from "../carriers/simulator/deliver";
import { closeDays } from "../dashboard/closed-days";
import { confirmRecentRefusals } from "../inbound/confirm";
import { discardAbandonedImports, waitingImports } from "../imports/sweep";
import { reportUnexpected } from "../logger";
import { ensurePartitions } from "../pipeline/partitions";
import { sweep } from "../pipeline/sweep";
import { checkFilings } from "../providers/check-filings";
import { checkSignatures } from "../providers/check-signatures";
import { runNextTest } from "../providers/run-tests";
import { wipeSecretTexts } from "../preferences/secret-texts";
import { renewalRound } from "../wordings/renewal";
import { retentionIfDue } from "../retention/run";
import { noteTurn } from "../telemetry/life";
import { beat } from "./heartbeat";
import { doesUpkeep, talksToCarriers, WORKER_LANES, type WorkerLane } from "./lanes";
import { enqueue } from "./queues";

const SWEEP_EVERY_MS = 2_000;
const BEAT_EVERY_MS = 5_000;
const LINKS_EVERY_MS = 3_000;
const CALL_BACK_EVERY_MS = 200;
const IMPORTS_EVERY_MS = 10_000;
const CONFIRM_EVERY_MS = 15_000;
const ABANDONED_EVERY_MS = 3_600_000;
const RENEWALS_EVERY_MS = 24 * 3_600_000;
// Asks whether the night's run is due: once a day it is, after a crash again.
const RETENTION_EVERY_MS = 10 * 60_000;
const TESTS_EVERY_MS = 1_000;
const FILINGS_EVERY_MS = 60_000;
// Late reports open days again: summed up anew no more often than this, read row by row until then.
const CLOSE_DAYS_EVERY_MS = 5 * 60_000;
const PARTITIONS_EVERY_MS = 6 * 3_600_000;
// After a fault (a database that restarts), not more often than this.
const PAUSE_AFTER_FAULT_MS = 2_000;
const EVENTS_A_CALL = 1_000;
// While one waits for the database, the other reads.
const RECEIPT_READERS = 2;

async function loop(name: string, everyMs: number, stopped: AbortSignal, run: () => Promise<boolean>): Promise<void> {
  while (!stopped.aborted) {
    let wait = everyMs;
    try {
      if (await run()) wait = 0;
    } catch (error) {
      reportUnexpected(error, { loop: name });
      wait = Math.max(everyMs, PAUSE_AFTER_FAULT_MS);
    }
    // Also with nothing to wait for, let others have their turn.
    await sleep(wait, undefined, { signal: stopped }).catch(() => undefined);
  }
}

async function sweepOnce(): Promise<boolean> {
  await sweep({
    onDue: (batches) => enqueue.dispatchAll(batches),
    onExpand: async (ids) => {
      for (const id of ids) await enqueue.expand(id);
    },
  });
  return false;
}

async function askForImports(): Promise<boolean> {
  for (const id of await waitingImports()) await enqueue.import(id);
  return false;
}

/** Starts what a worker of these lanes does by the clock; answers how to stop it after what it is at. */
export function startLoops(lanes: readonly WorkerLane[] = WORKER_LANES): () => Promise<void> {
  const stop = new AbortController();
  // Each loop waits on it, and there are more of them than Node's guess of a leak.
  setMaxListeners(0, stop.signal);
  const links = makeLinks();
  const loops = [
    loop("turns", BEAT_EVERY_MS, stop.signal, () => {
      noteTurn();
      return Promise.resolve(false);
    }),
    loop("heartbeat", BEAT_EVERY_MS, stop.signal, async () => {
      await beat(lanes);
      return false;
    }),
    ...(talksToCarriers(lanes) ? [loop("carrier links", LINKS_EVERY_MS, stop.signal, async () => {
      await links.tend();
      return false;
    })] : []),
    ...(lanes.includes("callbacks") ? callbacks(stop.signal) : []),
    ...(doesUpkeep(lanes) ? upkeep(stop.signal) : []),
  ];
  return async () => {
    stop.abort();
    await Promise.all(loops);
    await links.close();
  };
}

/** Reads what carriers told us; any number of readers, of any number of workers, share it. */
function callbacks(stopped: AbortSignal): Promise<void>[] {
  return (["inbound", ...Array<"receipts">(RECEIPT_READERS).fill("receipts")] as const).map((kind) => loop(`carrier ${kind}`, CALL_BACK_EVERY_MS, stopped, callbackReader(kind)));
}

/** What any one worker does for all of them. */
function upkeep(stopped: AbortSignal): Promise<void>[] {
  return [
    loop("partitions", PARTITIONS_EVERY_MS, stopped, async () => {
      await ensurePartitions();
      return false;
    }),
    loop("sweep", SWEEP_EVERY_MS, stopped, sweepOnce),
    loop("breakers", SWEEP_EVERY_MS, stopped, async () => {
      await updateBreakers();
      return false;
    }),
    loop("secret texts", SWEEP_EVERY_MS, stopped, async () => {
      await wipeSecretTexts();
      return false;
    }),
    loop("imports", IMPORTS_EVERY_MS, stopped, askForImports),
    loop("refusal confirmations", CONFIRM_EVERY_MS, stopped, async () => {
      await confirmRecentRefusals();
      return false;
    }),
    loop("abandoned imports", ABANDONED_EVERY_MS, stopped, async () => (await discardAbandonedImports()) > 0),
    loop("filings", FILINGS_EVERY_MS, stopped, async () => {
      await checkFilings();
      await checkSignatures();
      return false;
    }),
    loop("carrier tests", TESTS_EVERY_MS, stopped, runNextTest),
    loop("closed days", CLOSE_DAYS_EVERY_MS, stopped, closeDays),
    loop("renewals", RENEWALS_EVERY_MS, stopped, renewalRound()),
    loop("retention", RETENTION_EVERY_MS, stopped, async () => {
      await retentionIfDue();
      return false;
    }),
    loop("simulator", CALL_BACK_EVERY_MS, stopped, async () => (await deliverDueEvents(EVENTS_A_CALL)) === EVENTS_A_CALL),
  ];
}
