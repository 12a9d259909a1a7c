import "server-only";
import { chainText, GENESIS_HEX, type AuditJson } from "@/lib/domain/audit/chain";
import { sha256 } from "../crypto/digest";
import { db } from "../db/client";

export type ChainReport =
  | { readonly whole: true; readonly entries: number; readonly headHex: string }
  | { readonly whole: false; readonly entries: number; readonly brokenAt: string; readonly fault: "missing" | "changed" | "unlinked" };

const PAGE = 2_000;

/** Recomputes every hash from the first entry on; says at which entry the chain breaks and how. */
export async function verifyChain(): Promise<ChainReport> {
  let previousHex = GENESIS_HEX;
  let seq = 0n;
  let entries = 0;
  for (;;) {
    const rows = await db().auditEntry.findMany({ where: { seq: { gt: seq } }, orderBy: { seq: "asc" }, take: PAGE });
    if (rows.length === 0) return { whole: true, entries, headHex: previousHex };
    for (const row of rows) {
      const broken = (fault: "missing" | "changed" | "unlinked"): ChainReport => ({ whole: false, entries, brokenAt: String(row.seq), fault });
      if (row.seq !== seq + 1n) return broken("missing");
      if (Buffer.from(row.previous).toString("hex") !== previousHex) return broken("unlinked");
      const text = chainText(previousHex, {
        seq: String(row.seq), at: row.at.toISOString(), action: row.action, actorId: row.actorId, actorKind: row.actorKind, actorName: row.actorName,
        branchPath: row.branchPath, subjectType: row.subjectType, subjectId: row.subjectId, detail: row.detail as AuditJson, requestId: row.requestId,
      });
      const hashHex = Buffer.from(sha256(text)).toString("hex");
      if (hashHex !== Buffer.from(row.hash).toString("hex")) return broken("changed");
      previousHex = hashHex;
      seq = row.seq;
      entries += 1;
    }
  }
}
