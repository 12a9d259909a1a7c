import "server-only";
import type { Prisma } from "@/prisma/generated/client";
import type { Authorized } from "@/lib/domain/access/permissions";
import type { CreatePriceInput, SaveProviderInput } from "@/lib/domain/providers/schema";
import { beginsClosed } from "@/lib/domain/providers/opening";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import type { Channel } from "@/lib/domain/shared/vocabulary";
import { recordAudit } from "../audit/record";
import { now } from "../clock";
import { driverKeys, driverNamed } from "../carriers/registry";
import { encrypt } from "../crypto/cipher";
import { isUniqueViolation } from "../db/errors";
import { inTransactionOrRefused } from "../db/transaction";
import { isDemo } from "../env";

type Admin = Authorized<"provider:write">;
type Refusal = { readonly code: "provider.not_found" | "provider.key_taken" | "provider.demo_only_simulator" | "provider.driver_unknown" | "provider.settings_invalid" | "provider.secrets_invalid" | "provider.channel_wrong" | "price.exists" };

/** Creates or changes an account; secrets go in and never come out again. One that can place calls begins closed. */
export async function saveProvider(actor: Admin, input: SaveProviderInput): Promise<Result<{ id: string }, Refusal>> {
  // Made-up customers must never be texted through a real carrier (design §9, egress guard).
  if (isDemo() && input.driver !== "simulator") return fail({ code: "provider.demo_only_simulator" });
  if (!driverKeys().includes(input.driver)) return fail({ code: "provider.driver_unknown" });
  // A wrong setting would show only when texts are handed over, as a carrier that does not answer.
  if (!driverNamed(input.driver).settings.safeParse(input.settings).success) return fail({ code: "provider.settings_invalid" });
  const driver = driverNamed(input.driver);
  if (driver.channel !== input.channel) return fail({ code: "provider.channel_wrong" });
  if (input.secrets !== null && driver.secrets && !driver.secrets.safeParse(input.secrets).success) return fail({ code: "provider.secrets_invalid" });
  const { accountId, secrets, contractEndsAt, settings, ...plain } = input;
  const data = {
    ...plain, settings: settings as Prisma.InputJsonObject, contractEndsAt: contractEndsAt ? new Date(contractEndsAt) : null, updatedAt: now(),
    ...(secrets ? { secretsCipher: encrypt(JSON.stringify(secrets), "provider.secrets") } : {}),
  };
  try {
    return await inTransactionOrRefused(async (tx) => {
      const before = accountId ? await tx.providerAccount.findUnique({ where: { id: accountId }, select: { channel: true } }) : null;
      if (accountId && !before) return fail({ code: "provider.not_found" as const });
      const closes = beginsClosed((before?.channel ?? null) as Channel | null, plain.channel);
      const stored = closes ? { ...data, disabledAt: now() } : data;
      const { id } = accountId
        ? await tx.providerAccount.update({ where: { id: accountId }, data: stored, select: { id: true } })
        : await tx.providerAccount.create({ data: stored, select: { id: true } });
      await recordAudit(tx, actor, {
        action: accountId ? "provider.changed" : "provider.created", subjectType: "provider", subjectId: id,
        detail: { driver: plain.driver, speedPerSecond: plain.speedPerSecond, priority: plain.priority, takesOffers: plain.takesOffers, dryRun: plain.dryRun, keepsExchanges: plain.keepsExchanges, secretsReplaced: secrets !== null, ...(closes ? { closed: true } : {}) },
      });
      return ok({ id });
    });
  } catch (error) {
    if (isUniqueViolation(error)) return fail({ code: "provider.key_taken" });
    throw error;
  }
}

/** Takes an account out of use, or back into use. */
export function setProviderDisabled(actor: Admin, accountId: string, disabled: boolean): Promise<Result<null, Refusal>> {
  return inTransactionOrRefused(async (tx) => {
    const { count } = await tx.providerAccount.updateMany({ where: { id: accountId }, data: { disabledAt: disabled ? now() : null, updatedAt: now() } });
    if (count === 0) return fail({ code: "provider.not_found" as const });
    await recordAudit(tx, actor, { action: disabled ? "provider.disabled" : "provider.enabled", subjectType: "provider", subjectId: accountId });
    return ok(null);
  });
}

/** Adds a dated price; prices already used are never changed. */
export function createPrice(actor: Admin, input: CreatePriceInput): Promise<Result<{ id: string }, Refusal>> {
  return inTransactionOrRefused(async (tx) => {
    const { accountId, micros, effectiveFrom, purpose, source } = input;
    const account = await tx.providerAccount.findUnique({ where: { id: accountId }, select: { id: true } });
    if (!account) return fail({ code: "provider.not_found" as const });
    const row = { providerAccountId: accountId, purpose, effectiveFrom: new Date(effectiveFrom) };
    if (await tx.price.findFirst({ where: row, select: { id: true } })) return fail({ code: "price.exists" as const });
    const { id } = await tx.price.create({ data: { ...row, micros: BigInt(micros), source, createdBy: actor.name }, select: { id: true } });
    await recordAudit(tx, actor, { action: "price.created", subjectType: "provider", subjectId: accountId, detail: { purpose, micros, effectiveFrom, source } });
    return ok({ id });
  });
}
