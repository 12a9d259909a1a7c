import "server-only";
import type { Authorized } from "@/lib/domain/access/permissions";
import { db } from "../db/client";

/** The newest entry of the audit chain: whoever has its hash can prove later that nothing before it was changed. */
export type ChainHead = { readonly seq: string; readonly hashHex: string; readonly at: Date };

/** The head of the chain, to be printed on what is handed to an inspector; it says nothing of what the entry is about. */
export async function chainHead(actor: Authorized<"policy:read">): Promise<ChainHead | null> {
  void actor;
  const row = await db().auditEntry.findFirst({ orderBy: { seq: "desc" }, select: { seq: true, hash: true, at: true } });
  return row && { seq: String(row.seq), hashHex: Buffer.from(row.hash).toString("hex"), at: row.at };
}
