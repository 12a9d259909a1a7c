import "server-only";
import type { Authorized } from "@/lib/domain/access/permissions";
import type { ChangeTermInput } from "@/lib/domain/retention/schema";
import { monthsOf, whyNotMonths } from "@/lib/domain/retention/terms";
import { SETTINGS } from "@/lib/domain/settings/settings";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import { recordAudit } from "../audit/record";
import { now } from "../clock";
import { inTransactionOrRefused } from "../db/transaction";

const KEY = "retention.months";
type Refusal = { readonly code: string; readonly evidence: { readonly months: number }; readonly fields: { readonly months: readonly string[] } };

/** Changes how long rows of one table are kept; a value below what the law asks is refused with the law's name. */
export function changeTerm(actor: Authorized<"settings:write">, { table, months }: ChangeTermInput): Promise<Result<null, Refusal>> {
  return inTransactionOrRefused<Result<null, Refusal>>(async (tx) => {
    // Terms stand together in one row: two administrators at once change it one after the other.
    await tx.setting.createMany({ data: [{ key: KEY, value: {}, updatedBy: actor.name }], skipDuplicates: true });
    const rows = await tx.$queryRaw<{ value: unknown }[]>`SELECT value FROM setting WHERE key = ${KEY} FOR UPDATE`;
    const set = SETTINGS[KEY].schema.parse(rows[0]?.value);
    const refusal = whyNotMonths(table, months, set);
    if (refusal) return fail({ ...refusal, fields: { months: [`${refusal.code}?months=${refusal.evidence.months}`] } });
    const before = monthsOf(table, set);
    await tx.setting.update({ where: { key: KEY }, data: { value: { ...set, [table]: months }, updatedBy: actor.name, updatedAt: now() }, select: { key: true } });
    await recordAudit(tx, actor, { action: "setting.changed", subjectType: "setting", subjectId: KEY, detail: { table, before, months } });
    return ok(null);
  });
}
