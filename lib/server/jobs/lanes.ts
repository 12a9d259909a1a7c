import "server-only";

/** Two lanes for sending, so that a full bulk lane never delays an urgent message; campaigns and imports have their own. */
export const QUEUE_LANES = ["urgent", "bulk", "campaigns", "imports"] as const;
export type QueueLane = (typeof QUEUE_LANES)[number];

/** What a worker can be kept for: the queues, and what carriers told us (their reports, and what customers wrote), which lies in the database as it came. */
export const WORKER_LANES = [...QUEUE_LANES, "callbacks"] as const;
export type WorkerLane = (typeof WORKER_LANES)[number];

/** Whether a worker of these lanes does what goes by the clock as well: one that is kept for the urgent lane is at nothing else when a message comes. */
export const doesUpkeep = (lanes: readonly WorkerLane[]) => lanes.some((lane) => lane !== "urgent" && lane !== "callbacks");

/** Whether a worker of these lanes talks to carriers, and needs their standing connections. */
export const talksToCarriers = (lanes: readonly WorkerLane[]) => lanes.some((lane) => lane !== "callbacks");
