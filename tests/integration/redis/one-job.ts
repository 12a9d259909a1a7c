import { randomUUID } from "node:crypto";
import { openBackend } from "@/lib/server/jobs/open-backend";

// A process that adds a job and runs it, with the queue that its environment names: ends with 0 when the job has run.
const backend = openBackend(4);
const queue = backend.queue("urgent");
const id = randomUUID();
const ran = new Promise<void>((resolve) => void backend.worker("urgent", 1, (_name, one) => Promise.resolve(one === id ? resolve() : undefined)));
const timer = setTimeout(() => process.exit(1), Number(process.env.ONE_JOB_WITHIN_MS ?? 20_000));
for (;;) {
  try {
    await queue.addBulk([{ name: "test", data: { id }, opts: { jobId: id } }]);
    break;
  } catch {
    // Not connected yet; the timer ends this.
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
await ran;
clearTimeout(timer);
process.exit(0);
