import "server-only";
import type { Authorized } from "@/lib/domain/access/permissions";
import { db } from "../db/client";

/** Accounts with their prices, newest first; of the secrets only whether there are any. */
export async function listProviders(actor: Authorized<"settings:read">) {
  void actor;
  const accounts = await db().providerAccount.findMany({
    orderBy: [{ priority: "asc" }, { key: "asc" }],
    select: {
      id: true, key: true, name: true, driver: true, channel: true, settings: true, speedPerSecond: true, contractNumber: true, contractEndsAt: true, takesOffers: true,
      priority: true, disabledAt: true, dryRun: true, keepsExchanges: true, secretsCipher: true,
      prices: { orderBy: { effectiveFrom: "desc" }, select: { id: true, purpose: true, micros: true, effectiveFrom: true, source: true, createdBy: true } },
    },
  });
  return accounts.map(({ secretsCipher, disabledAt, ...account }) => ({ ...account, hasSecrets: secretsCipher !== null, disabled: disabledAt !== null }));
}

export type ProviderRow = Awaited<ReturnType<typeof listProviders>>[number];

/** The price of one billing segment on a day: a row for the purpose wins over one for all; null where none is in force. */
export async function priceInForce(accountId: string, purpose: string, at: Date): Promise<{ readonly micros: bigint; readonly effectiveFrom: Date } | null> {
  const rows = await db().price.findMany({
    where: { providerAccountId: accountId, effectiveFrom: { lte: at }, OR: [{ purpose }, { purpose: null }] },
    orderBy: { effectiveFrom: "desc" },
    select: { purpose: true, micros: true, effectiveFrom: true },
  });
  return rows.find((row) => row.purpose === purpose) ?? rows.find((row) => row.purpose === null) ?? null;
}

/** The account that messages of a channel leave through now: enabled, contract valid, lowest priority number. */
export async function accountInUse(channel: string, at: Date): Promise<{ readonly id: string; readonly name: string } | null> {
  return db().providerAccount.findFirst({
    where: { channel, disabledAt: null, OR: [{ contractEndsAt: null }, { contractEndsAt: { gt: at } }] },
    orderBy: [{ priority: "asc" }, { key: "asc" }],
    select: { id: true, name: true },
  });
}
