import "server-only";
import { maskName, maskNumber, maskPhone } from "@/lib/domain/customer/mask";
import { recordAudit } from "../audit/record";
import { takeRate } from "../auth/limiter";
import { bankDay } from "../bank-calendar";
import { now } from "../clock";
import { decrypt } from "../crypto/cipher";
import { db } from "../db/client";
import { inTransaction } from "../db/transaction";
import { stateOf, type PreferenceCustomer } from "./customer";
import { hotlineFor } from "./hotline";
import { openLink } from "./links";
import { readOffers, wordingForOffers } from "./offers";
import { pageActor } from "./page-actor";

// Whole villages share one address of a mobile network; a guesser would need 2^200 years all the same.
const OPENED_A_MINUTE = 300;
const OTHERS_MAX = 8;

function maskedNumber(customer: { readonly number: string }): string {
  return maskNumber(customer.number);
}

const maskedName = (customer: { readonly nameCipher: Uint8Array }) => maskName(decrypt(customer.nameCipher, "customer.name"));

/** Other customers with the same phone, for those who proved to hold it. */
async function othersOf(customer: PreferenceCustomer, source: string) {
  if (source !== "code" || customer.phoneIndex === null) return [];
  const rows = await db().customer.findMany({
    where: { phoneIndex: customer.phoneIndex, closedAt: null, erasedAt: null, NOT: { id: customer.id } }, orderBy: { id: "asc" }, take: OTHERS_MAX, select: { id: true, number: true, nameCipher: true },
  });
  return rows.map((row) => ({ id: row.id, name: maskedName(row), number: maskedNumber(row) }));
}

/**
 * What a token shows, or null: for a wrong, late or revoked one, and for an address that asks too often. The
 * first look of a day leaves a trace. Nothing personal but a masked name and number.
 */
export async function openPage(token: string, address: string, requestId: string | null) {
  if ((await takeRate("page-open", address, OPENED_A_MINUTE)) > 0) return null;
  const at = now();
  const link = await openLink(db(), token, at);
  if (!link) return null;
  await noteOpened(link, at, requestId);
  const { customer } = link;
  const helperName = customer.preference?.helperNameCipher ?? null;
  const helperPhone = customer.preference?.helperPhoneCipher ?? null;
  const [offers, wording, hotline, others] = await Promise.all([readOffers(db(), customer, at), wordingForOffers(at), hotlineFor(customer.branchPath), othersOf(customer, link.source)]);
  return {
    name: maskedName(customer), number: maskedNumber(customer), hasEmail: customer.emailIndex !== null, expiresAt: link.expiresAt,
    state: stateOf(customer), lockVersion: customer.preference?.lockVersion ?? 0, offers, wording, hotline, others,
    helper: helperName === null ? null : { name: maskName(decrypt(helperName, "helper.name")), phone: helperPhone === null ? null : maskPhone(decrypt(helperPhone, "helper.phone")) },
  };
}

export type CustomerPage = NonNullable<Awaited<ReturnType<typeof openPage>>>;

type Opened = { readonly id: string; readonly lastUsedAt: Date | null; readonly customer: PreferenceCustomer };

async function noteOpened({ id, lastUsedAt, customer }: Opened, at: Date, requestId: string | null): Promise<void> {
  if (lastUsedAt !== null && bankDay(lastUsedAt) === bankDay(at)) return;
  await inTransaction(async (tx) => {
    // What was read is the lock: of two looks at once one leaves the trace.
    const { count } = await tx.accessLink.updateMany({ where: { id, lastUsedAt }, data: { lastUsedAt: at } });
    if (count === 0) return;
    await recordAudit(tx, pageActor(customer.branchPath, requestId), {
      action: "page.opened", subjectType: "customer", subjectId: customer.id, branchPath: customer.branchPath, detail: { link: id },
    });
  });
}
