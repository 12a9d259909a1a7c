import "server-only";
import { v7 as uuidv7 } from "uuid";
import type { Authorized } from "@/lib/domain/access/permissions";
import { HOUR_MS, testWaitMs, TESTS_AN_HOUR } from "@/lib/domain/providers/test-send";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import { recordAudit } from "../audit/record";
import { driverForSending, findDriver } from "../carriers/registry";
import { now } from "../clock";
import { inTransactionOrRefused } from "../db/transaction";

type Admin = Authorized<"provider:write">;
type Refusal = {
  readonly code: "provider.not_found" | "provider.real_in_demo" | "provider.test_no_phone" | "provider.test_not_by_mail" | "provider.test_dry_run" | "provider.test_too_often";
  readonly evidence?: { readonly most: number; readonly minutes: number };
};

/** Asks the worker for a fixed text to the phone of whoever asks, through one account. No customer has a part in it. */
export function askTest(actor: Admin, accountId: string): Promise<Result<{ id: string }, Refusal>> {
  return inTransactionOrRefused(async (tx) => {
    const at = now();
    const account = await tx.providerAccount.findUnique({ where: { id: accountId }, select: { key: true, driver: true, dryRun: true } });
    const driver = account && findDriver(account.driver);
    if (!account || !driver) return fail({ code: "provider.not_found" as const });
    if (!driverForSending(account.driver).ok) return fail({ code: "provider.real_in_demo" as const });
    if (driver.channel !== "sms") return fail({ code: "provider.test_not_by_mail" as const });
    if (account.dryRun) return fail({ code: "provider.test_dry_run" as const });
    // The lock counts two tests that one person asks for at once one after the other.
    const [person] = await tx.$queryRaw<{ has_phone: boolean }[]>`SELECT phone_cipher IS NOT NULL AS has_phone FROM person WHERE id = ${actor.id}::uuid AND disabled_at IS NULL FOR NO KEY UPDATE`;
    if (person?.has_phone !== true) return fail({ code: "provider.test_no_phone" as const });
    const recent = await tx.carrierTest.findMany({ where: { personId: actor.id, askedAt: { gt: new Date(at.getTime() - HOUR_MS) } }, orderBy: { askedAt: "desc" }, take: TESTS_AN_HOUR, select: { askedAt: true } });
    const waitMs = testWaitMs(recent.map(({ askedAt }) => askedAt), at);
    if (waitMs > 0) return fail({ code: "provider.test_too_often" as const, evidence: { most: TESTS_AN_HOUR, minutes: Math.ceil(waitMs / 60_000) } });
    const { id } = await tx.carrierTest.create({ data: { id: uuidv7(), providerAccountId: accountId, personId: actor.id, askedAt: at }, select: { id: true } });
    await recordAudit(tx, actor, { action: "provider.tested", subjectType: "provider", subjectId: accountId, detail: { account: account.key, test: id } });
    return ok({ id });
  });
}
