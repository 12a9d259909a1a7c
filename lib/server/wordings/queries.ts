import "server-only";
import type { Prisma } from "@/prisma/generated/client";
import type { Authorized } from "@/lib/domain/access/permissions";
import { missingParts, sealText } from "@/lib/domain/consent/wording";
import type { Purpose } from "@/lib/domain/shared/vocabulary";
import { sha256Hex } from "../crypto/digest";
import { runningCounts } from "../counts/running";
import { db } from "../db/client";
import { now } from "../clock";

export const WORDING_SELECT = {
  id: true, version: true, purpose: true, textZh: true, textEn: true, frequencyZh: true, frequencyEn: true, durationMonths: true, state: true, effectiveFrom: true, renewBy: true,
  requestTemplate: true, createdById: true, createdBy: true, createdAt: true, approvedBy: true, publishedAt: true,
} satisfies Prisma.ConsentWordingSelect;

type Row = Prisma.ConsentWordingGetPayload<{ select: typeof WORDING_SELECT }>;

const toView = (row: Row) => ({ ...row, seal: sha256Hex(sealText(row)), missing: missingParts(row) });

/** Words of the whole bank: drafts first, then the newest in force. */
export async function listWordings(_actor: Authorized<"wording:read">) {
  const rows = await db().consentWording.findMany({ select: WORDING_SELECT, orderBy: [{ createdAt: "desc" }, { id: "desc" }], take: 200 });
  const order: Readonly<Record<string, number>> = { draft: 0, published: 1, retired: 2 };
  return rows.map(toView).sort((one, other) => (order[one.state] ?? 3) - (order[other.state] ?? 3));
}

export type WordingView = Awaited<ReturnType<typeof listWordings>>[number];

/** One wording in full, with the seal that a decision about it must carry; null when there is none. */
export async function getWording(_actor: Authorized<"wording:read">, id: string): Promise<WordingView | null> {
  const row = await db().consentWording.findUnique({ where: { id }, select: WORDING_SELECT });
  return row && toView(row);
}

/** How many entries of the ledger were made under these words: what retiring them does not take away. */
export async function countEntriesUnder(_actor: Authorized<"wording:read">, version: string): Promise<number> {
  return (await runningCounts("entries_of_wording", version)).get(version) ?? 0;
}

/** How many drafts wait for a reviewer other than their author. */
export function countWaitingWordings(actor: Authorized<"wording:publish">): Promise<number> {
  return db().consentWording.count({ where: { state: "draft", NOT: { createdById: actor.id } } });
}

/** Templates that ask for consent, for the form's choice. */
export async function listRequestTemplates(_actor: Authorized<"wording:read">) {
  return db().template.findMany({ where: { use: "consent_request", retiredAt: null }, select: { key: true, name: true, asksFor: true }, orderBy: { key: "asc" }, take: 200 });
}

/** What a branch may say it showed: published words that are in effect, newest first. */
export async function listShownWordings(_actor: Authorized<"customer:read">): Promise<readonly { readonly version: string; readonly purpose: Purpose; readonly textZh: string; readonly textEn: string }[]> {
  const rows = await db().consentWording.findMany({
    where: { state: "published", effectiveFrom: { lte: now() } }, select: { version: true, purpose: true, textZh: true, textEn: true }, orderBy: [{ effectiveFrom: "desc" }, { publishedAt: "desc" }], take: 100,
  });
  return rows.map((row) => ({ ...row, purpose: row.purpose as Purpose }));
}
