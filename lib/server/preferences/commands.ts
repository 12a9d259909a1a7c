import "server-only";
import { randomInt } from "node:crypto";
import type { Authorized } from "@/lib/domain/access/permissions";
import type { EnterPaperInput } from "@/lib/domain/customer/page-schema";
import type { SavePreferenceInput } from "@/lib/domain/customer/preference";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import { recordAudit } from "../audit/record";
import { bankDay } from "../bank-calendar";
import { now } from "../clock";
import { writeWord } from "../consents/write";
import { inTransaction, inTransactionOrRefused, type Tx } from "../db/transaction";
import { PREFERENCE_SELECT } from "./customer";
import { COUNTER_LINK_MS, linkAddress, newToken, storeLink } from "./links";
import { wordingForOffers } from "./offers";
import { qrSvg } from "./qr";
import { writePreference, type SaveRefusal } from "./save";

type Writer = Authorized<"customer:write">;
type NotFound = { readonly code: "customer.not_found" };

const HOUR_MS = 3_600_000;

/** A customer of the actor's subtree, held until the transaction ends. */
export async function holdCustomer(tx: Tx, actor: { readonly branchPath: string }, id: string) {
  await tx.$queryRaw`SELECT id FROM customer WHERE id = ${id}::uuid FOR UPDATE`;
  return tx.customer.findFirst({ where: { id, branchPath: { startsWith: actor.branchPath } }, select: PREFERENCE_SELECT });
}

/** Keeps how the customer wants to be reached; refuses when somebody else changed it since it was read. */
export function savePreference(actor: Writer, input: SavePreferenceInput): Promise<Result<{ readonly lockVersion: number }, NotFound | SaveRefusal>> {
  return inTransactionOrRefused<Result<{ readonly lockVersion: number }, NotFound | SaveRefusal>>(async (tx) => {
    const { customerId, lockVersion, ...said } = input;
    const customer = await holdCustomer(tx, actor, customerId);
    if (!customer) return fail({ code: "customer.not_found" });
    return writePreference(tx, actor, customer, { said, lockVersion, source: "branch", evidence: null });
  });
}

/** What a customer ticked and signed on paper: preferences and words about offers in one step, with the form as evidence. */
export function enterPaper(actor: Writer, { customerId, lockVersion, formNumber, said, words }: EnterPaperInput): Promise<Result<{ readonly lockVersion: number }, NotFound | SaveRefusal>> {
  return inTransactionOrRefused<Result<{ readonly lockVersion: number }, NotFound | SaveRefusal>>(async (tx) => {
    const customer = await holdCustomer(tx, actor, customerId);
    if (!customer) return fail({ code: "customer.not_found" });
    const at = now();
    const version = (await printedWording(tx, customerId, formNumber)) ?? (await wordingForOffers(at, tx)).version;
    const entries: Record<"given" | "withdrawn", string[]> = { given: [], withdrawn: [] };
    for (const { channel, state } of words) {
      const { entryId } = await writeWord(tx, { customer, channel, purpose: "promotion", state, wordingVersion: version, source: "branch", evidence: formNumber, at, recordedBy: actor.name });
      entries[state].push(entryId);
    }
    const saved = await writePreference(tx, actor, customer, { said, lockVersion, source: "branch", evidence: formNumber });
    if (!saved.ok) return saved;
    for (const state of ["given", "withdrawn"] as const) {
      const channels = words.filter((word) => word.state === state).map((word) => word.channel);
      if (channels.length === 0) continue;
      await recordAudit(tx, actor, {
        action: state === "given" ? "consent.given" : "consent.withdrawn", subjectType: "customer", subjectId: customerId, branchPath: customer.branchPath,
        detail: { channels, purpose: "promotion", source: "branch", evidence: formNumber, entries: entries[state] },
      });
    }
    return saved;
  });
}

/** The words that stood on a form of ours: newer ones may have been published between printing and signing. */
async function printedWording(tx: Tx, customerId: string, formNumber: string): Promise<string | null> {
  const printed = await tx.auditEntry.findFirst({
    where: { subjectType: "customer", subjectId: customerId, action: "preference.printed", detail: { path: ["form"], equals: formNumber } }, orderBy: { seq: "desc" }, select: { detail: true },
  });
  const wording = (printed?.detail as { readonly wording?: unknown } | undefined)?.wording;
  return typeof wording === "string" ? wording : null;
}

export type Slip = { readonly linkId: string; readonly address: string; readonly qr: string; readonly expiresAt: string };

/** A way to the customer's own page, for a slip that is printed now: this is the only time anybody sees the token. */
export function issueLink(actor: Writer, { customerId, hours }: { readonly customerId: string; readonly hours: number }): Promise<Result<Slip, NotFound>> {
  return inTransactionOrRefused<Result<Slip, NotFound>>(async (tx) => {
    const customer = await holdCustomer(tx, actor, customerId);
    if (!customer || customer.closedAt !== null) return fail({ code: "customer.not_found" });
    const slip = await makeSlip(tx, actor, customer, hours * HOUR_MS);
    await recordAudit(tx, actor, {
      action: "page.link_issued", subjectType: "customer", subjectId: customerId, branchPath: customer.branchPath, detail: { link: slip.linkId, source: "counter", hours },
    });
    return ok(slip);
  });
}

async function makeSlip(tx: Tx, actor: Writer, customer: { readonly id: string; readonly language: string }, forMs: number): Promise<Slip> {
  const at = now();
  const token = newToken();
  const { id } = await storeLink(tx, { token, customerId: customer.id, source: "counter", createdBy: actor.name, at, forMs });
  const address = linkAddress(token, customer.language);
  return { linkId: id, address, qr: await qrSvg(address), expiresAt: new Date(at.getTime() + forMs).toISOString() };
}

export type PaperForm = Slip & { readonly formNumber: string };

// No letters or digits that a pen confuses.
const SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

function formNumber(at: Date): string {
  const tail = Array.from({ length: 6 }, () => SIGNS[randomInt(0, SIGNS.length)]).join("");
  return `PF-${bankDay(at).replaceAll("-", "")}-${tail}`;
}

/** A form for the counter with a number of its own and a way to the same choices by phone. */
export function printForm(actor: Writer, customerId: string): Promise<Result<PaperForm, NotFound>> {
  return inTransactionOrRefused<Result<PaperForm, NotFound>>(async (tx) => {
    const customer = await holdCustomer(tx, actor, customerId);
    if (!customer || customer.closedAt !== null) return fail({ code: "customer.not_found" });
    const slip = await makeSlip(tx, actor, customer, COUNTER_LINK_MS);
    const number = formNumber(now());
    const { version } = await wordingForOffers(now(), tx);
    await recordAudit(tx, actor, {
      action: "preference.printed", subjectType: "customer", subjectId: customerId, branchPath: customer.branchPath, detail: { form: number, link: slip.linkId, wording: version },
    });
    return ok({ ...slip, formNumber: number });
  });
}

/** Shuts a way to a customer's page at once. */
export function revokeLink(actor: Writer, linkId: string): Promise<Result<{ readonly customerId: string }, { readonly code: "page.link_not_open" }>> {
  return inTransaction(async (tx) => {
    const at = now();
    const link = await tx.accessLink.findFirst({
      where: { id: linkId, customer: { branchPath: { startsWith: actor.branchPath } } }, select: { id: true, customerId: true, customer: { select: { branchPath: true } } },
    });
    if (!link) return fail({ code: "page.link_not_open" as const });
    const { count } = await tx.accessLink.updateMany({ where: { id: link.id, revokedAt: null, expiresAt: { gt: at } }, data: { revokedAt: at } });
    if (count === 0) return fail({ code: "page.link_not_open" as const });
    await recordAudit(tx, actor, { action: "page.link_revoked", subjectType: "customer", subjectId: link.customerId, branchPath: link.customer.branchPath, detail: { link: link.id } });
    return ok({ customerId: link.customerId });
  });
}
