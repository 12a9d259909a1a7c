import "server-only";

/** Recipients decided, rendered and stored in one transaction. */
export const CHUNK_RECIPIENTS = 2_000;
/** Most messages of one dispatch batch; a slower account or campaign gets batches of about one second. */
export const BATCH_MESSAGES = 500;
/** Due batches of a campaign that may wait before expansion pauses: what a pause or a refusal must reach stays small. */
export const PENDING_BATCHES_MAX = 40;
/**
 * A batch stands in a line that is taken for at most so long; else it leaves its place in the worker to batches of other
 * accounts, and the sweeper brings it again. Longer than a sweep takes to come round, so that the line never stands empty.
 */
export const IN_LINE_MAX_MS = 4_000;
/** How long a carrier may take to answer a batch before its messages are uncertain. */
export const SUBMIT_TIMEOUT_MS = 30_000;
/** How often the worker that holds a batch says that it lives. */
export const HEARTBEAT_MS = 5_000;
/** Silence after which the worker that held a batch counts as dead: four missed heartbeats, which go on while a carrier takes its time. */
export const STALE_BATCH_MS = 20_000;
/** Messages, batches and receipts that one sweep looks at. */
export const SWEEP_ROWS = 500;
/** Message ids carry their time: how far back receipts and batches look for theirs, so that old partitions stay closed. */
export const LOOK_BACK_DAYS = 40;
