import "server-only";
import { now } from "../clock";
import { db } from "../db/client";

// No upload takes so long: whoever was reading this list died.
const READ_WITHIN_MS = 24 * 3_600_000;

/** Throws away lists that were never read to their end; nobody has seen them. Answers how many. */
export async function discardAbandonedLists(): Promise<number> {
  const { count } = await db().audienceList.deleteMany({ where: { sealedAt: null, createdAt: { lt: new Date(now().getTime() - READ_WITHIN_MS) } } });
  return count;
}
