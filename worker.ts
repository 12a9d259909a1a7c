import { constants, setPriority } from "node:os";
import { disconnect } from "@/lib/server/db/client";
import { environment } from "@/lib/server/env";
import { runImport } from "@/lib/server/imports/run";
import { WORKER_LANES } from "@/lib/server/jobs/lanes";
import { startLoops } from "@/lib/server/jobs/loops";
import { closeQueues } from "@/lib/server/jobs/queues";
import { startWorkers } from "@/lib/server/jobs/workers";
import { logger, reportUnexpected } from "@/lib/server/logger";
import { startTracing } from "@/lib/server/telemetry/start-tracing";
import { closeTracing } from "@/lib/server/telemetry/tracing";
import { openWorkerPort } from "@/lib/server/telemetry/worker-port";

// The process that sends: started beside the web process, any number of times, on any number of machines.
// Run with `tsx --conditions=react-server worker.ts`. WORKER_LANES keeps a process for some of the work.
const { METRICS_PORT, WORKER_LANES: lanes = WORKER_LANES } = environment();

// Whoever waits for a warning or at a screen, and a carrier that tells us something, come first where they share a machine with
// campaigns and imports, which take all the processor they can get.
if (!lanes.includes("urgent") && !lanes.includes("callbacks")) setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

process.on("unhandledRejection", (error) => reportUnexpected(error, { at: "unhandledRejection" }));

await startTracing("hongyan-worker");
const port = METRICS_PORT === undefined ? null : await openWorkerPort(METRICS_PORT);
const stopLoops = startLoops(lanes);
const stopWorkers = startWorkers({ import: runImport }, lanes);
logger().info({ lanes }, "worker is ready");

let stopping = false;

/** Finishes the batches at hand, takes no new ones, and ends. */
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  await Promise.all([stopLoops(), stopWorkers()]);
  await closeQueues();
  await disconnect();
  await closeTracing();
  await port?.close();
  logger().info("worker has stopped");
}

for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void stop().finally(() => process.exit(0)));
