import "server-only";

/** Two lanes for sending, so that a full bulk lane never delays an urgent message; campaigns and imports have their own. */
export const WORKER_LANES = ["urgent", "bulk", "campaigns", "imports"] as const;
export type WorkerLane = (typeof WORKER_LANES)[number];

/** Whether a worker of these lanes does what goes by the clock as well: one that is kept for the urgent lane is at nothing else when a message comes. */
export const doesUpkeep = (lanes: readonly WorkerLane[]) => lanes.some((lane) => lane !== "urgent");
