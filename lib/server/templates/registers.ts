import "server-only";
import { checkVersion } from "@/lib/domain/check/check-version";
import type { Finding } from "@/lib/domain/check/finding";
import { PURPOSES, type Purpose } from "@/lib/domain/shared/vocabulary";
import type { RenderableTemplate } from "@/lib/domain/template/render";
import type { TemplateUse } from "@/lib/domain/template/use";
import type { BillingRule } from "@/lib/domain/text/billing";
import { driverNamed } from "../carriers/registry";
import { now } from "../clock";
import { db } from "../db/client";
import type { Tx } from "../db/transaction";
import { accountInUse, priceInForce } from "../providers/queries";

// The tariff of the mainland carriers, while no account is enabled.
const USUAL_BILLING: BillingRule = "cn-domestic";

/** What the content check holds a text against: only what is in use today. */
export type Registers = {
  readonly signatures: readonly { readonly id: string; readonly text: string }[];
  readonly links: readonly { readonly host: string; readonly note: string }[];
  readonly contacts: readonly { readonly number: string; readonly note: string }[];
  readonly billingRule: BillingRule;
};

/** The price of a billing segment by purpose, in micro-yuan as text, with the day it is in force from. */
export type PricesInForce = Readonly<
  Partial<Record<Purpose, { readonly micros: string; readonly effectiveFrom: string }>>
>;

async function billingInUse(client: Tx, at: Date): Promise<BillingRule> {
  const account = await client.providerAccount.findFirst({
    where: { channel: "sms", disabledAt: null, OR: [{ contractEndsAt: null }, { contractEndsAt: { gt: at } }] },
    orderBy: [{ priority: "asc" }, { key: "asc" }],
    select: { driver: true },
  });
  return account ? driverNamed(account.driver).capabilities.billing : USUAL_BILLING;
}

/** Reads the registers anew, in the caller's transaction where there is one: findings never come from a form. */
export async function registersInUse(client: Tx = db()): Promise<Registers> {
  const at = now();
  const [signatures, links, contacts, billingRule] = await Promise.all([
    client.signature.findMany({
      where: { retiredAt: null },
      orderBy: { text: "asc" },
      select: { id: true, text: true },
    }),
    client.registeredLink.findMany({
      where: { retiredAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: at } }] },
      orderBy: { host: "asc" },
      select: { host: true, note: true },
    }),
    client.registeredContact.findMany({
      where: { retiredAt: null },
      orderBy: { number: "asc" },
      select: { number: true, note: true },
    }),
    billingInUse(client, at),
  ]);
  return { signatures, links, contacts, billingRule };
}

/** What the check looks at beside the texts. */
export type VersionNature = { readonly elderFriendly: boolean; readonly use: string; readonly channel: string };

/** What the content check says of both texts of a version, held against the registers as they are now. */
export function findingsOf(
  renderable: RenderableTemplate,
  { elderFriendly, use, channel }: VersionNature,
  registers: Registers,
): readonly Finding[] {
  return checkVersion({
    ...renderable,
    elderFriendly,
    use: use as TemplateUse,
    channel,
    billingRule: registers.billingRule,
    links: registers.links,
    contacts: registers.contacts,
    signatures: registers.signatures.map((signature) => signature.text),
  });
}

/** Prices of the account that texts leave through now. */
export async function pricesInForce(): Promise<PricesInForce> {
  const at = now();
  const account = await accountInUse("sms", at);
  if (!account) return {};
  const prices = await Promise.all(
    PURPOSES.map(async (purpose) => [purpose, await priceInForce(account.id, purpose, at)] as const),
  );
  return Object.fromEntries(
    prices.flatMap(([purpose, price]) =>
      price ? [[purpose, { micros: String(price.micros), effectiveFrom: price.effectiveFrom.toISOString() }]] : [],
    ),
  );
}
