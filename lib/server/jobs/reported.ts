import "server-only";
import { logger, reportUnexpected } from "../logger";

/** What the id of a job is called in a line of the log, so that a search for a campaign or a batch finds it. */
const SUBJECT: Readonly<Record<string, string>> = { dispatch: "batchId", expand: "campaignId", start: "campaignId", import: "importId" };

/** Runs a job; what fails is logged with what it was about, and left to the queue to try again. */
export async function reported(name: string, id: string, run: (name: string, id: string) => Promise<void>): Promise<void> {
  try {
    await run(name, id);
  } catch (error) {
    reportUnexpected(error, { job: name, [SUBJECT[name] ?? "id"]: id });
    throw error;
  }
}

const SAME_FAULT_MS = 30_000;
const noted = new Map<string, number>();

/** Logs what the queue's store complains of: while it is away every connection says the same at every try, which is written once in a while. */
export function noteQueueFault(error: Error): void {
  const code = String((error as { code?: unknown }).code ?? "");
  const key = `${error.name} ${code}`;
  if (performance.now() - (noted.get(key) ?? -SAME_FAULT_MS) < SAME_FAULT_MS) return;
  noted.set(key, performance.now());
  logger().warn({ kind: error.name, code: code === "" ? null : code }, "job queue");
}
