import "server-only";
import type { Prisma } from "@/prisma/generated/client";
import type { AuditJson } from "@/lib/domain/audit/chain";
import type { Actor } from "@/lib/domain/access/permissions";
import { citationOf, type AuditProof } from "@/lib/domain/consent/citation";
import { presentWords } from "@/lib/domain/consent/matrix";
import type { ConsentEntry } from "@/lib/domain/consent/state";
import { maskName, maskPhone } from "@/lib/domain/customer/mask";
import { isUuid } from "@/lib/domain/shared/uuid";
import { now } from "../clock";
import { decrypt } from "../crypto/cipher";
import type { Tx } from "../db/transaction";
import { environment } from "../env";
import { sqlOf } from "../pipeline/sql";
import { lapseReader } from "../wordings/lapse";

const CUSTOMER_SELECT = {
  id: true, number: true, branchPath: true, nameCipher: true, phoneCipher: true, phoneIndex: true, emailIndex: true, createdAt: true, closedAt: true, erasedAt: true, branch: { select: { name: true, nameEn: true, code: true } },
} satisfies Prisma.CustomerSelect;

const ENTRY_SELECT = {
  id: true, channel: true, purpose: true, state: true, at: true, source: true, evidence: true, wordingVersion: true, recordedBy: true, importId: true,
} satisfies Prisma.ConsentEntrySelect;

const AUDIT_SELECT = { seq: true, hash: true, at: true, action: true, subjectType: true, subjectId: true, detail: true } satisfies Prisma.AuditEntrySelect;

type EntryRow = Prisma.ConsentEntryGetPayload<{ select: typeof ENTRY_SELECT }>;

const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

/** Every audit entry that may prove one of the customer's words: about the customer, the files they came in, the texts they were said in. */
async function proofsOf(tx: Tx, customerId: string, entries: readonly EntryRow[]): Promise<readonly AuditProof[]> {
  const evidences = [...new Set(entries.map((entry) => entry.evidence).filter(isUuid))];
  // A text from a phone that several customers have is in the trail of one of them.
  const texts = await tx.inboundMessage.findMany({ where: { id: { in: evidences } }, select: { id: true, customerId: true } });
  const imports = [...new Set(entries.flatMap((entry) => (entry.importId === null ? [] : [entry.importId])))];
  const customers = [...new Set([customerId, ...texts.flatMap((text) => (text.customerId === null ? [] : [text.customerId]))])];
  const rows = await tx.auditEntry.findMany({
    where: {
      OR: [
        { subjectType: "customer", subjectId: { in: customers } }, { subjectType: "inbound", subjectId: { in: texts.map((text) => text.id) } },
        { subjectType: "consent_import", subjectId: { in: imports }, action: "consent.imported" }, { subjectType: "import", subjectId: { in: evidences }, action: { in: ["import.started", "import.finished"] } },
      ],
    },
    select: AUDIT_SELECT, orderBy: { seq: "asc" },
  });
  return rows.map(({ seq, hash, detail, ...row }) => ({ ...row, seq: String(seq), hashHex: hexOf(hash), detail: detail as AuditJson }));
}

async function suppressionsOf(tx: Tx, contacts: readonly (Uint8Array<ArrayBuffer> | null)[]) {
  return tx.suppression.findMany({
    where: { contactIndex: { in: contacts.filter((contact) => contact !== null) } }, orderBy: [{ at: "asc" }, { id: "asc" }],
    select: { id: true, channel: true, purpose: true, source: true, evidence: true, at: true, recordedBy: true, liftedAt: true, liftedBy: true },
  });
}

async function wordingsCited(tx: Tx, entries: readonly EntryRow[]) {
  return tx.consentWording.findMany({
    where: { version: { in: [...new Set(entries.map((entry) => entry.wordingVersion))] }, NOT: { publishedAt: null } }, orderBy: [{ effectiveFrom: "asc" }, { version: "asc" }],
    select: { version: true, purpose: true, textZh: true, textEn: true, frequencyZh: true, frequencyEn: true, durationMonths: true, effectiveFrom: true, createdBy: true, approvedBy: true, publishedAt: true },
  });
}

/** The newest entry of the chain: whoever verifies it knows that all before it are whole. */
async function headOf(tx: Tx) {
  const head = await tx.auditEntry.findFirst({ orderBy: { seq: "desc" }, select: { seq: true, hash: true, at: true } });
  return head && { seq: String(head.seq), hashHex: hexOf(head.hash), at: head.at };
}

/**
 * Everything that one customer of the actor's subtree ever agreed to or refused, with what proves it; null when there is no
 * such customer. Reads within one transaction, so that ledger and chain are of the same moment.
 */
export async function readCertificate(tx: Tx, actor: Actor, customerId: string, { full }: { readonly full: boolean }) {
  const customer = await tx.customer.findFirst({ where: { id: customerId, branchPath: { startsWith: actor.branchPath } }, select: CUSTOMER_SELECT });
  if (!customer) return null;
  const at = now();
  const rows = await tx.consentEntry.findMany({ where: { customerId }, select: ENTRY_SELECT, orderBy: [{ at: "asc" }, { id: "asc" }] });
  const [proofs, lapses, suppressions, wordings, head] = [
    await proofsOf(tx, customerId, rows), await lapseReader(sqlOf(tx)), await suppressionsOf(tx, [customer.phoneIndex, customer.emailIndex]), await wordingsCited(tx, rows), await headOf(tx),
  ];
  const name = decrypt(customer.nameCipher, "customer.name");
  const phone = customer.phoneCipher && decrypt(customer.phoneCipher, "customer.phone");
  const { number, branch, branchPath, erasedAt, closedAt } = customer;
  return {
    bank: environment().BANK_NAME, issuedAt: at, issuedBy: actor.name, full,
    customer: { id: customer.id, number, branch, branchPath, name: full ? name : maskName(name), phone: phone && (full ? phone : maskPhone(phone)), isClosed: closedAt !== null, isErased: erasedAt !== null },
    present: presentWords(rows as (ConsentEntry & { wordingVersion: string })[], lapses, at),
    entries: rows.map((row) => {
      const proof = citationOf(row, proofs);
      return { ...row, lapsesAt: lapses(row as Parameters<typeof lapses>[0]), audit: proof && { seq: proof.seq, hashHex: proof.hashHex } };
    }),
    wordings, suppressions, head,
  };
}

export type Certificate = NonNullable<Awaited<ReturnType<typeof readCertificate>>>;
