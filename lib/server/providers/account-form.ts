import "server-only";
import type { Authorized } from "@/lib/domain/access/permissions";
import type { SettingField } from "@/lib/domain/carrier/setting-fields";
import { KEEPS_EXCHANGES, type SaveProviderInput } from "@/lib/domain/providers/schema";
import type { Channel } from "@/lib/domain/shared/vocabulary";
import { bankDay } from "../bank-calendar";
import type { CarrierDriver } from "../carriers/port";
import { driverKeys, findDriver } from "../carriers/registry";
import { fieldsOf, valuesOf } from "../carriers/setting-form";
import { decrypt } from "../crypto/cipher";
import { db } from "../db/client";
import { isDemo } from "../env";

/** A form over one account: the fields that its driver's own schemas ask for, what is stored, and of the secrets only which there are. */
export type AccountForm = {
  readonly driver: string;
  readonly channel: Channel;
  readonly settings: readonly SettingField[];
  readonly secrets: readonly SettingField[];
  readonly storedSecrets: readonly string[];
  readonly defaults: SaveProviderInput;
};

/** Drivers that a new account may use here: a demonstration reaches no real carrier. */
export function usableDrivers(): readonly string[] {
  return driverKeys().filter((key) => !(isDemo() && findDriver(key)?.capabilities.real === true));
}

/** The form of a new account of a driver; null where there is no such driver here. */
export function newAccountForm(actor: Authorized<"provider:write">, key: string): AccountForm | null {
  void actor;
  const driver = usableDrivers().includes(key) ? findDriver(key) : null;
  return driver && formOf(driver, {
    key: "", name: "", driver: driver.key, speedPerSecond: 100, priority: 100, contractNumber: "", contractEndsOn: "", takesOffers: driver.capabilities.allowsFinancePromo, dryRun: false, keepsExchanges: "all",
  }, {}, []);
}

/** The form of an account; null where there is no such account, or its driver is none of this version's. */
export async function readAccountForm(actor: Authorized<"provider:write">, accountId: string): Promise<AccountForm | null> {
  void actor;
  const row = await db().providerAccount.findUnique({
    where: { id: accountId },
    select: { id: true, key: true, name: true, driver: true, speedPerSecond: true, priority: true, contractNumber: true, contractEndsAt: true, takesOffers: true, dryRun: true, keepsExchanges: true, settings: true, secretsCipher: true },
  });
  const driver = row && findDriver(row.driver);
  if (!row || !driver) return null;
  const { id, contractNumber, contractEndsAt, keepsExchanges, settings, secretsCipher, ...plain } = row;
  const names = secretsCipher === null ? [] : Object.keys(JSON.parse(decrypt(secretsCipher, "provider.secrets")) as Record<string, unknown>).sort();
  return formOf(driver, {
    ...plain, accountId: id, contractNumber: contractNumber ?? "", contractEndsOn: contractEndsAt === null ? "" : bankDay(contractEndsAt), keepsExchanges: KEEPS_EXCHANGES.find((one) => one === keepsExchanges) ?? "all",
  }, (settings ?? {}) as Readonly<Record<string, unknown>>, names);
}

function formOf(driver: CarrierDriver, plain: Omit<SaveProviderInput, "settings" | "secrets">, settings: Readonly<Record<string, unknown>>, storedSecrets: readonly string[]): AccountForm {
  const secrets = driver.secrets === undefined ? [] : fieldsOf(driver.secrets);
  // Fields of secrets begin empty whatever is stored: they are written and never read.
  const empty = secrets.map(({ name, kind }) => [name, kind === "number" ? null : kind === "boolean" ? false : ""] as const);
  return { driver: driver.key, channel: driver.channel, settings: fieldsOf(driver.settings), secrets, storedSecrets, defaults: { ...plain, settings: valuesOf(driver.settings, settings), secrets: Object.fromEntries(empty) } };
}
