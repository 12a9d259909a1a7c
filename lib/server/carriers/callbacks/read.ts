import "server-only";
import type { CallbackKind } from "./store";
import { ROWS_A_ROUND, takeCallbacks } from "./take";

// What one round takes: enough that its statements cost little for each, and little enough that nobody waits long for the
// rows it holds. A standing connection brings one thing in a row, a web service hundreds: how many there are shows in reading.
const TOLD_A_ROUND = 2_000;
const FIRST_ROUND = 20;

/** Reads one round of what carriers told us at each call, of about the same size however much of it a row holds; answers whether there may be more. */
export function callbackReader(kind: CallbackKind): () => Promise<boolean> {
  let take = FIRST_ROUND;
  return async () => {
    const { rows, told } = await takeCallbacks(kind, take);
    if (rows > 0) take = Math.min(ROWS_A_ROUND, Math.max(1, Math.round(TOLD_A_ROUND / Math.max(1, told / rows))));
    return rows > 0;
  };
}
