import "server-only";
import type { Prisma } from "@/prisma/generated/client";
import type { z } from "zod";
import type { Authorized } from "@/lib/domain/access/permissions";
import { changedNames, type SettingValues } from "@/lib/domain/carrier/setting-fields";
import { beginsClosed } from "@/lib/domain/providers/opening";
import type { SaveProviderInput } from "@/lib/domain/providers/schema";
import type { ActionFailure } from "@/lib/domain/shared/action-result";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import type { Channel } from "@/lib/domain/shared/vocabulary";
import { recordAudit } from "../audit/record";
import { endOfBankDay } from "../bank-calendar";
import type { CarrierDriver } from "../carriers/port";
import { findDriver } from "../carriers/registry";
import { fieldsOf, settingsOf } from "../carriers/setting-form";
import { now } from "../clock";
import { decrypt, encrypt } from "../crypto/cipher";
import { isUniqueViolation } from "../db/errors";
import { inTransactionOrRefused, type Tx } from "../db/transaction";
import { isDemo } from "../env";

type Admin = Authorized<"provider:write">;

const STORED = { id: true, name: true, key: true, driver: true, channel: true, speedPerSecond: true, priority: true, contractNumber: true, contractEndsAt: true, takesOffers: true, dryRun: true, keepsExchanges: true, settings: true, secretsCipher: true } as const;
type Stored = Prisma.ProviderAccountGetPayload<{ select: typeof STORED }>;

/** Creates or changes an account; secrets go in and never come out again. One that can place calls begins closed. What was changed is kept by name, never by value. */
export async function saveProvider(actor: Admin, input: SaveProviderInput): Promise<Result<{ id: string }, ActionFailure>> {
  const driver = findDriver(input.driver);
  if (!driver) return fail({ code: "provider.driver_unknown" });
  // Made-up customers must never be texted through a real carrier (design §9, egress guard).
  if (isDemo() && driver.capabilities.real) return fail({ code: "provider.demo_only_simulator" });
  try {
    return await inTransactionOrRefused(async (tx) => {
      const before = input.accountId === undefined ? null : await tx.providerAccount.findUnique({ where: { id: input.accountId }, select: STORED });
      if (input.accountId !== undefined && !before) return fail({ code: "provider.not_found" });
      const read = readCredentials(driver, input, before);
      return read.ok ? save(tx, actor, { input, driver, before, ...read.value }) : read;
    });
  } catch (error) {
    if (isUniqueViolation(error)) return fail({ code: "provider.key_taken" });
    throw error;
  }
}

/** A message of a driver's schema that is a code of ours has words; zod's own English has none. */
const CODE = /^[a-z_]+(?:\.[a-z_]+)+$/;

type Values = Readonly<Record<string, unknown>>;
type Credentials = { readonly settings: Values; readonly secrets: Values | null; readonly changed: readonly string[] };

/** Settings and secrets as they will be stored; of another driver nothing is taken over. */
function readCredentials(driver: CarrierDriver, input: SaveProviderInput, before: Stored | null): Result<Credentials, ActionFailure> {
  const isSame = before?.driver === input.driver;
  const oldSettings = (isSame ? (before.settings ?? {}) : {}) as Values;
  const oldSecrets = isSame && before.secretsCipher !== null ? (JSON.parse(decrypt(before.secretsCipher, "provider.secrets")) as Values) : {};
  const settings = check(driver.settings, input.settings, {}, oldSettings, "settings");
  if (!settings.ok) return settings;
  const secrets = driver.secrets ? check(driver.secrets, input.secrets, oldSecrets, oldSecrets, "secrets") : ok({});
  if (!secrets.ok) return secrets;
  const names = (prefix: string, list: readonly string[]) => list.map((name) => `${prefix}.${name}`);
  return ok({
    settings: settings.value, secrets: driver.secrets ? secrets.value : null,
    changed: [...names("settings", changedNames(oldSettings, settings.value)), ...names("secrets", changedNames(oldSecrets, secrets.value))],
  });
}

/** Checks what a form holds, over what stays from before, as the driver will when it sends: a wrong setting would show only then. */
function check(schema: z.ZodType, values: SettingValues, base: Values, stored: Values, part: "settings" | "secrets"): Result<Values, ActionFailure> {
  const { settings: typed, malformed } = settingsOf(schema, values, stored);
  if (malformed.length > 0) return fail({ code: "provider.json_malformed", fields: Object.fromEntries(malformed.map((name) => [`${part}.${name}`, ["provider.json_malformed"]])) });
  const settings = { ...base, ...typed };
  const parsed = schema.safeParse(settings);
  if (parsed.success) return ok(settings);
  const names = new Set(fieldsOf(schema).map((field) => field.name));
  const faults = new Map(parsed.error.issues.map((issue) => [String(issue.path[0] ?? ""), issue.message] as const).filter(([name]) => names.has(name)));
  const fault = (name: string, message: string) => (settings[name] === undefined ? "field.required" : CODE.test(message) ? message : "provider.setting_invalid");
  return fail({
    code: part === "settings" ? "provider.settings_invalid" : "provider.secrets_invalid",
    fields: Object.fromEntries([...faults].map(([name, message]) => [`${part}.${name}`, [fault(name, message)]])),
  });
}

async function save(tx: Tx, actor: Admin, { input, driver, before, settings, secrets, changed }: Credentials & { readonly input: SaveProviderInput; readonly driver: CarrierDriver; readonly before: Stored | null }): Promise<Result<{ id: string }, ActionFailure>> {
  const { accountId, contractEndsOn, settings: _settings, secrets: _secrets, contractNumber, ...rest } = input;
  const plain = { ...rest, contractNumber: contractNumber === "" ? null : contractNumber, contractEndsAt: contractEndsOn === "" ? null : endOfBankDay(contractEndsOn) };
  const data = {
    ...plain, channel: driver.channel, settings: settings as Prisma.InputJsonObject, updatedAt: now(),
    secretsCipher: secrets === null || Object.keys(secrets).length === 0 ? null : encrypt(JSON.stringify(secrets), "provider.secrets"),
  };
  const closes = beginsClosed((before?.channel ?? null) as Channel | null, driver.channel);
  const row = closes ? { ...data, disabledAt: now() } : data;
  const { id } = accountId === undefined
    ? await tx.providerAccount.create({ data: row, select: { id: true } })
    : await tx.providerAccount.update({ where: { id: accountId }, data: row, select: { id: true } });
  const names = before === null ? [] : changedNames(Object.fromEntries(Object.keys(plain).map((name) => [name, before[name as keyof typeof plain]])), plain);
  await recordAudit(tx, actor, {
    action: accountId === undefined ? "provider.created" : "provider.changed", subjectType: "provider", subjectId: id,
    detail: {
      key: plain.key, driver: plain.driver, speedPerSecond: plain.speedPerSecond, priority: plain.priority, takesOffers: plain.takesOffers, dryRun: plain.dryRun, keepsExchanges: plain.keepsExchanges, ...(closes ? { closed: true } : {}),
      ...(before === null ? {} : { changed: [...names, ...changed] }),
    },
  });
  return ok({ id });
}
