import "server-only";
import type { Prisma } from "@/prisma/generated/client";
import type { Authorized } from "@/lib/domain/access/permissions";
import { foldName } from "@/lib/domain/customer/search";
import { readCorrection, type Correction, type FieldRefusal, type Stored } from "@/lib/domain/rights/correction";
import type { CorrectInput } from "@/lib/domain/rights/schema";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import { recordAudit } from "../audit/record";
import { now } from "../clock";
import { blindIndex } from "../crypto/blind-index";
import { decrypt, encrypt } from "../crypto/cipher";
import { inTransactionOrRefused, type Tx } from "../db/transaction";
import { isDemo } from "../env";
import { closeOpen, holdOpenRequest, type RequestRefusal } from "./request";

const SELECT = {
  id: true, branchPath: true, nameCipher: true, phoneCipher: true, phoneIndex: true, emailCipher: true, emailIndex: true, birthCipher: true, kind: true, language: true,
} satisfies Prisma.CustomerSelect;
type Row = Prisma.CustomerGetPayload<{ select: typeof SELECT }>;

function storedOf(row: Row): Stored {
  return {
    name: decrypt(row.nameCipher, "customer.name"), phone: row.phoneCipher && decrypt(row.phoneCipher, "customer.phone"), email: row.emailCipher && decrypt(row.emailCipher, "customer.email"),
    birthDate: row.birthCipher && decrypt(row.birthCipher, "customer.birth"), kind: row.kind, language: row.language,
  };
}

/** The columns behind a correction: encrypted anew, and found under the new value from now on. */
function columnsOf({ name, phone, email, birthDate, kind, language }: Correction): Prisma.CustomerUpdateInput {
  return {
    ...(name !== undefined && { nameCipher: encrypt(name, "customer.name"), nameIndex: blindIndex(foldName(name), "name") }),
    ...(phone !== undefined && { phoneCipher: encrypt(phone, "customer.phone"), phoneIndex: blindIndex(phone, "phone"), lastFourIndex: blindIndex(phone.slice(-4), "last_four") }),
    ...(email !== undefined && { emailCipher: email === null ? null : encrypt(email, "customer.email"), emailIndex: email === null ? null : blindIndex(email.toLowerCase(), "email") }),
    ...(birthDate !== undefined && { birthCipher: birthDate === null ? null : encrypt(birthDate, "customer.birth"), birthYear: birthDate === null ? null : Number(birthDate.slice(0, 4)) }),
    ...(kind !== undefined && { kind }), ...(language !== undefined && { language }),
  };
}

type Contact = { readonly index: Uint8Array<ArrayBuffer>; readonly cipher: Uint8Array<ArrayBuffer> };

/**
 * Copies every refusal in force from one contact point to another: a change of number must not lose a no. They keep their
 * source and evidence, so that what lifts them (a reply, a person's judgement) still finds them; the old number keeps its own.
 */
async function copyRefusals(tx: Tx, from: Uint8Array, to: Contact): Promise<number> {
  return tx.$executeRaw`
    INSERT INTO suppression (id, contact_index, channel, purpose, source, evidence, at, recorded_by)
    SELECT gen_random_uuid(), ${to.index}, channel, purpose, source, evidence, at, recorded_by FROM suppression WHERE contact_index = ${from} AND lifted_at IS NULL
    ON CONFLICT DO NOTHING`;
}

/**
 * Sends what still waits to the corrected contact point: the old one may be a stranger's, and the text is about this
 * customer. Its words were approved as they stand; the claim looks at the refusals of the new contact point.
 */
async function readdress(tx: Tx, customerId: string, isEmail: boolean, to: Contact): Promise<number> {
  return tx.$executeRaw`
    UPDATE message SET to_cipher = ${to.cipher}, contact_index = ${to.index}
    WHERE customer_id = ${customerId}::uuid AND state IN ('queued', 'deferred') AND (channel = 'email') = ${isEmail}`;
}

/** Everything that hangs on a contact point follows it. */
async function followContact(tx: Tx, row: Row, correction: Correction): Promise<{ readonly refusalsCopied: number; readonly readdressed: number; readonly linksRevoked: number }> {
  const effects = { refusalsCopied: 0, readdressed: 0, linksRevoked: 0 };
  if (correction.phone !== undefined) {
    const to = { index: blindIndex(correction.phone, "phone"), cipher: encrypt(correction.phone, "customer.phone") };
    if (row.phoneIndex) effects.refusalsCopied += await copyRefusals(tx, row.phoneIndex, to);
    effects.readdressed += await readdress(tx, row.id, false, to);
    // A link in a text to the old number opens this customer's page to whoever holds that number now.
    const { count } = await tx.accessLink.updateMany({ where: { customerId: row.id, revokedAt: null }, data: { revokedAt: now() } });
    effects.linksRevoked = count;
  }
  if (correction.email) {
    const to = { index: blindIndex(correction.email.toLowerCase(), "email"), cipher: encrypt(correction.email, "customer.email") };
    if (row.emailIndex) effects.refusalsCopied += await copyRefusals(tx, row.emailIndex, to);
    effects.readdressed += await readdress(tx, row.id, true, to);
  }
  return effects;
}

/** Puts right what the customer proved wrong (PIPL 46), and everything that hangs on it. */
export function correctCustomer(actor: Authorized<"rights:write">, input: CorrectInput): Promise<Result<null, RequestRefusal | FieldRefusal>> {
  return inTransactionOrRefused<Result<null, RequestRefusal | FieldRefusal>>(async (tx) => {
    const held = await holdOpenRequest(tx, actor, input.requestId, "correction");
    if (!held.ok) return held;
    const request = held.value;
    const row = await tx.customer.findUniqueOrThrow({ where: { id: request.customerId }, select: SELECT });
    const read = readCorrection(input, storedOf(row), { now: now(), demo: isDemo() });
    if (!read.ok) return read;
    const correction = read.value;
    await tx.customer.update({ where: { id: row.id }, data: { ...columnsOf(correction), updatedAt: now() }, select: { id: true } });
    const effects = await followContact(tx, row, correction);
    const outcome = { fields: Object.keys(correction), evidence: input.evidence, ...effects };
    if (!(await closeOpen(tx, actor, request, "done", outcome))) return fail({ code: "rights.not_open" });
    await recordAudit(tx, actor, {
      action: "rights.corrected", subjectType: "person_request", subjectId: request.id, branchPath: request.branchPath, detail: { customer: row.id, ...outcome },
    });
    return ok(null);
  });
}
