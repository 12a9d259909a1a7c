import "server-only";
import type { Authorized } from "@/lib/domain/access/permissions";
import { effectiveOnPublication, refusesToPublish, sealText, type PublishRefusal, type WordingContent, type WordingInput } from "@/lib/domain/consent/wording";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import { recordAudit } from "../audit/record";
import { endOfBankDay, startOfBankDay } from "../bank-calendar";
import { now } from "../clock";
import { sha256Hex } from "../crypto/digest";
import { isUniqueViolation } from "../db/errors";
import { inTransactionOrRefused, type Tx } from "../db/transaction";
import { WORDING_SELECT } from "./queries";

type Refusal = { readonly code: "wording.not_found" | "wording.version_taken" | "wording.changed_since_read" | "wording.not_author" | "wording.not_draft" | "wording.template_unfit" };

type Sealed = { readonly id: string; readonly seal: string };

const sealOf = (wording: WordingContent) => sha256Hex(sealText(wording));

/** The row itself, held until the end: nobody changes words while somebody publishes them. */
async function findHeld(tx: Tx, id: string) {
  await tx.$queryRaw`SELECT id FROM consent_wording WHERE id = ${id}::uuid FOR UPDATE`;
  return tx.consentWording.findUnique({ where: { id }, select: WORDING_SELECT });
}

function toRow({ effectiveFrom, renewBy, requestTemplate, ...input }: WordingInput) {
  return {
    ...input, effectiveFrom: effectiveFrom === "" ? null : startOfBankDay(effectiveFrom), renewBy: renewBy === "" ? null : endOfBankDay(renewBy), requestTemplate: requestTemplate === "" ? null : requestTemplate,
  };
}

/** Whether the template asks for consent to this purpose; another would ask for something else in these words' name. */
async function isFit(tx: Tx, key: string | null, purpose: string): Promise<boolean> {
  if (key === null) return true;
  return (await tx.template.count({ where: { key, use: "consent_request", asksFor: purpose, retiredAt: null } })) === 1;
}

/** A name that another wording has is the only unique value here. */
async function orTaken<T>(run: () => Promise<Result<T, Refusal>>): Promise<Result<T, Refusal>> {
  try {
    return await run();
  } catch (error) {
    if (isUniqueViolation(error)) return fail({ code: "wording.version_taken" });
    throw error;
  }
}

/** A draft of words to agree to. */
export function createWording(actor: Authorized<"wording:write">, input: WordingInput): Promise<Result<{ id: string }, Refusal>> {
  return orTaken(() => inTransactionOrRefused<Result<{ id: string }, Refusal>>(async (tx) => {
    const row = toRow(input);
    if (!(await isFit(tx, row.requestTemplate, row.purpose))) return fail({ code: "wording.template_unfit" });
    const { id } = await tx.consentWording.create({ data: { ...row, createdById: actor.id, createdBy: actor.name, createdAt: now() }, select: { id: true } });
    await recordAudit(tx, actor, { action: "wording.created", subjectType: "wording", subjectId: id, detail: { version: row.version, purpose: row.purpose } });
    return ok({ id });
  }));
}

/** Keeps the author's changes to a draft; somebody else writes words of his own, or the four eyes would be two. */
export function saveWording(actor: Authorized<"wording:write">, input: WordingInput & Sealed): Promise<Result<null, Refusal>> {
  return orTaken(() => inTransactionOrRefused<Result<null, Refusal>>(async (tx) => {
    const { id, seal, ...content } = input;
    const before = await findHeld(tx, id);
    if (!before) return fail({ code: "wording.not_found" });
    if (before.state !== "draft") return fail({ code: "wording.not_draft" });
    if (before.createdById !== actor.id) return fail({ code: "wording.not_author" });
    if (sealOf(before) !== seal) return fail({ code: "wording.changed_since_read" });
    const row = toRow(content);
    if (!(await isFit(tx, row.requestTemplate, row.purpose))) return fail({ code: "wording.template_unfit" });
    await tx.consentWording.update({ where: { id }, data: row, select: { id: true } });
    await recordAudit(tx, actor, { action: "wording.changed", subjectType: "wording", subjectId: id, detail: { version: row.version, purpose: row.purpose } });
    return ok(null);
  }));
}

/** Puts words in force as they were read; from then on they are fixed, because customers agree to exactly them. */
export function publishWording(actor: Authorized<"wording:publish">, { id, seal }: Sealed): Promise<Result<null, Refusal | PublishRefusal>> {
  return inTransactionOrRefused<Result<null, Refusal | PublishRefusal>>(async (tx) => {
    const wording = await findHeld(tx, id);
    if (!wording) return fail({ code: "wording.not_found" });
    const at = now();
    const refusal = refusesToPublish(wording, actor.id, at);
    if (refusal) return fail(refusal);
    if (sealOf(wording) !== seal) return fail({ code: "wording.changed_since_read" });
    // Since it was drafted the template may have been asked to do something else.
    if (!(await isFit(tx, wording.requestTemplate, wording.purpose))) return fail({ code: "wording.template_unfit" });
    const effectiveFrom = effectiveOnPublication(wording, at);
    await tx.consentWording.update({
      where: { id }, data: { state: "published", effectiveFrom, approvedById: actor.id, approvedBy: actor.name, publishedAt: at }, select: { id: true },
    });
    await recordAudit(tx, actor, {
      action: "wording.published", subjectType: "wording", subjectId: id,
      detail: { version: wording.version, purpose: wording.purpose, seal, effectiveFrom: effectiveFrom.toISOString(), renewBy: wording.renewBy?.toISOString() ?? null },
    });
    return ok(null);
  });
}

/** Takes words out of use: no new consent under them; what was given stays, with its words. */
export function retireWording(actor: Authorized<"wording:write">, id: string): Promise<Result<null, Refusal>> {
  return inTransactionOrRefused<Result<null, Refusal>>(async (tx) => {
    const { count } = await tx.consentWording.updateMany({ where: { id, state: { in: ["draft", "published"] } }, data: { state: "retired" } });
    if (count === 0) return fail({ code: "wording.not_found" });
    await recordAudit(tx, actor, { action: "wording.retired", subjectType: "wording", subjectId: id });
    return ok(null);
  });
}
