import type { AuditJson } from "@/lib/domain/audit/chain";

/** An audit entry, as far as telling what it is proof of needs it. */
export type AuditProof = {
  readonly seq: string;
  readonly hashHex: string;
  readonly at: Date;
  readonly action: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly detail: AuditJson;
};

type Proved = { readonly id: string; readonly source: string; readonly evidence: string | null; readonly importId: string | null };

function detailOf(audit: AuditProof): { readonly [key: string]: AuditJson } {
  return audit.detail !== null && typeof audit.detail === "object" && !Array.isArray(audit.detail) ? (audit.detail as { readonly [key: string]: AuditJson }) : {};
}

const names = (audit: AuditProof, id: string) => {
  const { entries } = detailOf(audit);
  return Array.isArray(entries) && entries.includes(id);
};
const isOf = (audit: AuditProof, subjectType: string, id: string | null) => audit.subjectType === subjectType && audit.subjectId === id;

/**
 * The audit entry that proves an entry of the ledger: the one that names it, that of the file it came in, or that of the
 * text which it answers. Null where none does: a certificate says so rather than guess.
 */
export function citationOf(entry: Proved, audits: readonly AuditProof[]): AuditProof | null {
  const direct = audits.find((audit) => names(audit, entry.id));
  if (direct) return direct;
  if (entry.importId !== null) return audits.find((audit) => isOf(audit, "consent_import", entry.importId)) ?? null;
  if (entry.evidence === null) return null;
  if (entry.source === "import") {
    const ofFile = audits.filter((audit) => isOf(audit, "import", entry.evidence));
    return ofFile.find((audit) => audit.action === "import.finished") ?? ofFile[0] ?? null;
  }
  const ofReply = audits.filter((audit) => detailOf(audit).inbound === entry.evidence);
  return ofReply.find((audit) => audit.action.startsWith("consent.")) ?? ofReply[0] ?? null;
}
