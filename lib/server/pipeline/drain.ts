import "server-only";
import { deliverDueEvents } from "../carriers/simulator/deliver";
import { dispatchBatch, type DispatchOutcome } from "./dispatch";
import { expandCampaign, type ExpandOptions } from "./expand";
import { sweep, type DueBatch } from "./sweep";

export type DrainOptions = { readonly staleMs?: number; readonly expand?: ExpandOptions; readonly receipts?: boolean; readonly rounds?: number };

const STANDSTILL: ReadonlySet<DispatchOutcome> = new Set<DispatchOutcome>(["left", "blocked"]);

/** Does everything that is due, in this process and without a queue, until nothing is left to do now: for tests, seeds and benches. */
export async function drainPipeline(options: DrainOptions = {}): Promise<void> {
  for (let round = 0; round < (options.rounds ?? 1_000); round += 1) {
    const due: DueBatch[] = [];
    const campaigns: string[] = [];
    await sweep({
      ...(options.staleMs === undefined ? {} : { staleMs: options.staleMs }),
      onDue: (batches) => Promise.resolve(void due.push(...batches)),
      onExpand: (ids) => Promise.resolve(void campaigns.push(...ids)),
    });
    let progress = 0;
    for (const id of campaigns) progress += await expandCampaign(id, options.expand);
    for (const { id } of due) progress += STANDSTILL.has(await dispatchBatch(id)) ? 0 : 1;
    progress += options.receipts === false ? 0 : await deliverDueEvents();
    if (progress === 0) return;
  }
}
