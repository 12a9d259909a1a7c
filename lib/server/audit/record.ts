import "server-only";
import type { Actor } from "@/lib/domain/access/permissions";
import type { AuditAction } from "@/lib/domain/audit/actions";
import { chainText, GENESIS_HEX, type AuditJson, type AuditRecord } from "@/lib/domain/audit/chain";
import { now } from "../clock";
import { sha256Hex } from "../crypto/digest";
import type { Tx } from "../db/transaction";
import { sqlOf, type Sql } from "../pipeline/sql";

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
export function recordAudit(tx: Tx, actor: Actor, event: AuditEvent): Promise<void> {
  return appendAudit(sqlOf(tx), actor, event);
}

type Last = { seq: string; hash: string };

/** The same for what runs on plain SQL; `sql` must be inside a transaction. */
export async function appendAudit(sql: Sql, actor: Actor, event: AuditEvent): Promise<void> {
  await sql.query("SELECT pg_advisory_xact_lock($1::bigint)::text", [CHAIN_LOCK]);
  const { rows } = await sql.query<Last>("SELECT seq::text, encode(hash, 'hex') AS hash FROM audit_entry ORDER BY audit_entry.seq DESC LIMIT 1");
  const last = rows[0];
  const seq = String(BigInt(last?.seq ?? 0) + 1n);
  const previousHex = last?.hash ?? GENESIS_HEX;
  const record: AuditRecord = {
    seq, at: now().toISOString(), action: event.action, actorId: actor.id, actorKind: actor.kind, actorName: actor.name,
    branchPath: event.branchPath ?? actor.branchPath, subjectType: event.subjectType, subjectId: event.subjectId, detail: event.detail ?? {}, requestId: actor.requestId,
  };
  await sql.query(
    `INSERT INTO audit_entry (seq, at, action, actor_id, actor_kind, actor_name, branch_path, subject_type, subject_id, detail, request_id, previous, hash)
     VALUES ($1::bigint, $2::timestamptz, $3, $4, $5, $6, $7, $8, $9, $10::jsonb, $11, decode($12, 'hex'), decode($13, 'hex'))`,
    [
      seq, record.at, record.action, record.actorId, record.actorKind, record.actorName, record.branchPath, record.subjectType, record.subjectId,
      JSON.stringify(record.detail), record.requestId, previousHex, sha256Hex(chainText(previousHex, record)),
    ],
  );
}
