import "server-only";
import type { CustomerBody } from "@/lib/domain/api/customer-shapes";
import type { Channel, Purpose } from "@/lib/domain/shared/vocabulary";
import type { CustomerDetail } from "../customers/queries";

/** The newest entry for each channel and purpose; the ledger comes newest first. */
function latestWords(consents: CustomerDetail["consents"]): CustomerBody["consents"] {
  const latest = new Map<string, CustomerBody["consents"][number]>();
  for (const { channel, purpose, state, at, source } of consents) {
    const key = `${channel}/${purpose}`;
    if (latest.has(key)) continue;
    const word = { channel: channel as Channel, purpose: purpose as Purpose, state: state as "given" | "withdrawn" };
    latest.set(key, { ...word, at: at.toISOString(), source });
  }
  return [...latest.values()];
}

/** A customer as bank systems read one: masked like on screen. */
export function toCustomerBody(customer: CustomerDetail): CustomerBody {
  const { number, name, phone, hasEmail, kind, products, tags, language, birthYear, closed, preference } = customer;
  return {
    number,
    name,
    phone,
    hasEmail,
    kind,
    language,
    birthYear,
    closed,
    products: [...products],
    tags: [...tags],
    branch: { code: customer.branch.code, name: customer.branch.name },
    preference: preference && {
      channels: preference.channels,
      quietFrom: preference.quietFrom,
      quietTo: preference.quietTo,
      elderFriendly: preference.elderFriendly,
      noProfiling: preference.noProfiling,
      wantsCalls: preference.wantsCalls,
      smallAmountYuan: preference.smallAmountYuan,
      hasHelper: preference.hasHelper,
    },
    consents: latestWords(customer.consents),
    suppressions: customer.suppressions.map(({ channel, purpose, at, source }) => ({
      channel: channel as Channel | null,
      purpose: purpose as Purpose | null,
      at: at.toISOString(),
      source,
    })),
  };
}
