import "server-only";
import type { AuditAction } from "@/lib/domain/audit/actions";
import type { Authorized } from "@/lib/domain/access/permissions";
import type { CreateLinkInput, FileSignatureInput } from "@/lib/domain/registers/schema";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import { recordAudit } from "../audit/record";
import { endOfBankDay } from "../bank-calendar";
import { now } from "../clock";
import { isUniqueViolation } from "../db/errors";
import { inTransaction, inTransactionOrRefused, type Tx } from "../db/transaction";

type Admin = Authorized<"settings:write">;
type Refusal = { readonly code: "register.exists" | "register.not_found" };

async function add(actor: Admin, action: AuditAction, subjectType: string, detail: { [key: string]: string }, create: (tx: Tx) => Promise<{ id: string }>): Promise<Result<{ id: string }, Refusal>> {
  try {
    return await inTransaction(async (tx) => {
      const { id } = await create(tx);
      await recordAudit(tx, actor, { action, subjectType, subjectId: id, detail });
      return ok({ id });
    });
  } catch (error) {
    if (isUniqueViolation(error)) return fail({ code: "register.exists" });
    throw error;
  }
}

async function retire(actor: Admin, action: AuditAction, subjectType: string, id: string, update: (tx: Tx) => Promise<{ count: number }>): Promise<Result<null, Refusal>> {
  return inTransactionOrRefused(async (tx) => {
    const { count } = await update(tx);
    if (count === 0) return fail({ code: "register.not_found" as const });
    await recordAudit(tx, actor, { action, subjectType, subjectId: id });
    return ok(null);
  });
}

/** Adds a signature; until the carriers have filed it, the readiness list warns. */
export function createSignature(actor: Admin, text: string) {
  return add(actor, "signature.created", "signature", { text }, (tx) => tx.signature.create({ data: { text, createdBy: actor.name }, select: { id: true } }));
}

/** Records what a carrier said of a signature. */
export function fileSignature(actor: Admin, input: FileSignatureInput): Promise<Result<null, Refusal>> {
  const { signatureId, carrier, state, reason } = input;
  return inTransactionOrRefused(async (tx) => {
    const signature = await tx.signature.findUnique({ where: { id: signatureId }, select: { id: true } });
    if (!signature) return fail({ code: "register.not_found" as const });
    const change = { state, reason: reason ?? null, updatedAt: now() };
    await tx.signatureFiling.upsert({
      where: { signatureId_carrier: { signatureId, carrier } }, create: { signatureId, carrier, ...change }, update: change, select: { carrier: true },
    });
    await recordAudit(tx, actor, { action: "signature.filed", subjectType: "signature", subjectId: signatureId, detail: { carrier, state } });
    return ok(null);
  });
}

/** Takes a signature out of use for new texts. */
export function retireSignature(actor: Admin, id: string) {
  return retire(actor, "signature.retired", "signature", id, (tx) => tx.signature.updateMany({ where: { id, retiredAt: null }, data: { retiredAt: now() } }));
}

/** Adds a host that texts may link to, or takes one back that was retired or has expired. */
export function createLink(actor: Admin, { lastDay, ...input }: CreateLinkInput) {
  const expiresAt = lastDay === "" ? null : endOfBankDay(lastDay);
  return add(actor, "link.created", "link", { host: input.host, lastDay }, async (tx) => {
    const data = { ...input, expiresAt, createdBy: actor.name };
    // A host that was retired or has expired comes back under its old entry.
    const gone = await tx.registeredLink.findFirst({ where: { host: input.host, OR: [{ retiredAt: { not: null } }, { expiresAt: { lte: now() } }] }, select: { id: true } });
    return gone
      ? tx.registeredLink.update({ where: { id: gone.id }, data: { ...data, retiredAt: null }, select: { id: true } })
      : tx.registeredLink.create({ data, select: { id: true } });
  });
}

/** Takes a host out of the register. */
export function retireLink(actor: Admin, id: string) {
  return retire(actor, "link.retired", "link", id, (tx) => tx.registeredLink.updateMany({ where: { id, retiredAt: null }, data: { retiredAt: now() } }));
}

/** Adds a number that texts may name, or takes a retired one back. */
export function createContact(actor: Admin, input: { readonly number: string; readonly note: string }) {
  return add(actor, "contact.created", "contact", { number: input.number }, async (tx) => {
    const data = { ...input, createdBy: actor.name };
    const gone = await tx.registeredContact.findFirst({ where: { number: input.number, retiredAt: { not: null } }, select: { id: true } });
    return gone
      ? tx.registeredContact.update({ where: { id: gone.id }, data: { ...data, retiredAt: null }, select: { id: true } })
      : tx.registeredContact.create({ data, select: { id: true } });
  });
}

/** Takes a number out of the register. */
export function retireContact(actor: Admin, id: string) {
  return retire(actor, "contact.retired", "contact", id, (tx) => tx.registeredContact.updateMany({ where: { id, retiredAt: null }, data: { retiredAt: now() } }));
}
