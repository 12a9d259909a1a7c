import "server-only";
import type { Prisma } from "@/prisma/generated/client";
import type { Actor } from "@/lib/domain/access/permissions";
import type { AuditAction } from "@/lib/domain/audit/actions";
import { chainText, GENESIS_HEX, type AuditJson } from "@/lib/domain/audit/chain";
import { now } from "../clock";
import { sha256 } from "../crypto/digest";
import type { Tx } from "../db/transaction";

/** What happened to what; `detail` holds ids, codes and counts, never personal data. */
export type AuditEvent = {
  readonly action: AuditAction;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly detail?: { readonly [key: string]: AuditJson };
  /** Path of the branch concerned, where it is not the actor's own. */
  readonly branchPath?: string;
};

// One lock orders all entries; it is held until the transaction ends, so record last.
const CHAIN_LOCK = 0x48_59_41_55;

/** Appends one entry to the chain inside the command's own transaction: no entry, no change, and the other way round. */
export async function recordAudit(tx: Tx, actor: Actor, event: AuditEvent): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${CHAIN_LOCK}::bigint)`;
  const last = await tx.auditEntry.findFirst({ orderBy: { seq: "desc" }, select: { seq: true, hash: true } });
  const seq = (last?.seq ?? 0n) + 1n;
  const previousHex = last ? Buffer.from(last.hash).toString("hex") : GENESIS_HEX;
  const at = now();
  const branchPath = event.branchPath ?? actor.branchPath;
  const detail = event.detail ?? {};
  const text = chainText(previousHex, {
    seq: String(seq), at: at.toISOString(), action: event.action, actorId: actor.id, actorKind: actor.kind,
    actorName: actor.name, branchPath, subjectType: event.subjectType, subjectId: event.subjectId, detail, requestId: actor.requestId,
  });
  await tx.auditEntry.create({
    data: {
      seq, at, action: event.action, actorId: actor.id, actorKind: actor.kind, actorName: actor.name, branchPath,
      subjectType: event.subjectType, subjectId: event.subjectId, detail: detail as Prisma.InputJsonValue, requestId: actor.requestId,
      previous: new Uint8Array(Buffer.from(previousHex, "hex")), hash: sha256(text),
    },
    select: { seq: true },
  });
}
