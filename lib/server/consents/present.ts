import "server-only";
import type { Authorized } from "@/lib/domain/access/permissions";
import { presentWords, type PresentWord } from "@/lib/domain/consent/matrix";
import type { ConsentEntry } from "@/lib/domain/consent/state";
import { now } from "../clock";
import { db, pool } from "../db/client";
import { lapseReader } from "../wordings/lapse";

/** What a customer of the actor's subtree has agreed to and refused at present, for every purpose and channel. */
export async function getPresentWords(actor: Authorized<"customer:read">, customerId: string): Promise<readonly PresentWord[]> {
  const [rows, lapses] = await Promise.all([
    db().consentEntry.findMany({
      where: { customerId, customer: { branchPath: { startsWith: actor.branchPath } } }, select: { purpose: true, channel: true, state: true, at: true, source: true, wordingVersion: true },
    }),
    lapseReader(pool()),
  ]);
  return presentWords(rows as (ConsentEntry & { wordingVersion: string })[], lapses, now());
}
