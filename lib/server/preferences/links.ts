import "server-only";
import { randomBytes } from "node:crypto";
import { sha256 } from "../crypto/digest";
import type { Tx } from "../db/transaction";
import { environment, isDemo } from "../env";
import { PREFERENCE_SELECT } from "./customer";

export type LinkSource = "message" | "counter" | "code";

/** What a link to a customer's page looks like: 256 random bits, so that nobody finds one by trying. */
export const TOKEN = /^[A-Za-z0-9_-]{43}$/;

const MINUTE_MS = 60_000;
/** How long somebody who proved to hold the phone may go on. */
export const CODE_LINK_MS = 30 * MINUTE_MS;
/** A slip from the counter is used on the way home, or not at all. */
export const COUNTER_LINK_MS = 24 * 60 * MINUTE_MS;

export type MadeLink = { readonly id: string; readonly token: string };

/** A token that nobody has seen; only its hash will be kept. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/** Keeps a new way to a customer's page. */
export async function storeLink(tx: Tx, link: { readonly token: string; readonly customerId: string; readonly source: LinkSource; readonly createdBy: string; readonly at: Date; readonly forMs: number }): Promise<MadeLink> {
  const { token, customerId, source, createdBy, at, forMs } = link;
  const row = await tx.accessLink.create({
    data: { tokenHash: sha256(token), customerId, source, createdBy, createdAt: at, expiresAt: new Date(at.getTime() + forMs) }, select: { id: true },
  });
  return { id: row.id, token };
}

const LINK_SELECT = { id: true, source: true, expiresAt: true, lastUsedAt: true, customer: { select: PREFERENCE_SELECT } } as const;

/** The link that a token opens at this moment, with its customer: wrong, expired, revoked and closed all look the same. */
export async function openLink(tx: Tx, token: string, at: Date) {
  if (!TOKEN.test(token)) return null;
  return tx.accessLink.findFirst({
    where: { tokenHash: sha256(token), revokedAt: null, expiresAt: { gt: at }, customer: { closedAt: null, erasedAt: null } }, select: LINK_SELECT,
  });
}

/** Address of customers' pages: the console's own unless the bank gives them one of their own. */
export function pageAddress(): string {
  const { CUSTOMER_PAGE_URL, NEXTAUTH_URL } = environment();
  return (CUSTOMER_PAGE_URL ?? NEXTAUTH_URL ?? "http://localhost:3000").replace(/\/+$/, "");
}

// Texts may lead to registered hosts only; localhost is none, and the demo bank's host leads nowhere (RFC 2606).
const DEMO_ADDRESS = "https://m.hongyan-bank.example";

/** The same as it stands in texts, where its host must be in the link register. */
export function textAddress(): string {
  return environment().CUSTOMER_PAGE_URL === undefined && isDemo() ? DEMO_ADDRESS : pageAddress();
}

/** A link as it is printed or sent; customers whose language is English begin in English. */
export function linkAddress(token: string, language: string, base = pageAddress()): string {
  return `${base}/preferences/${token}${language === "en" ? "?lang=en" : ""}`;
}
