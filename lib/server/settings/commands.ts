import "server-only";
import { Prisma } from "@/prisma/generated/client";
import type { Actor, Authorized } from "@/lib/domain/access/permissions";
import { SETTINGS, type SettingKey, type SettingValue } from "@/lib/domain/settings/settings";
import type { AuditJson } from "@/lib/domain/audit/chain";
import type { AuditAction } from "@/lib/domain/audit/actions";
import { ok, type Result } from "@/lib/domain/shared/result";
import { recordAudit } from "../audit/record";
import { now } from "../clock";
import { inTransaction } from "../db/transaction";

async function write<K extends SettingKey>(
  actor: Actor, key: K, value: SettingValue<K>, action: AuditAction,
): Promise<Result<null, { code: string }>> {
  const json = value === null ? Prisma.JsonNull : (SETTINGS[key].schema.parse(value) as Prisma.InputJsonValue);
  const change = { value: json, updatedBy: actor.name, updatedAt: now() };
  await inTransaction(async (tx) => {
    await tx.setting.upsert({ where: { key }, create: { key, ...change }, update: change, select: { key: true } });
    await recordAudit(tx, actor, { action, subjectType: "setting", subjectId: key, detail: { value: value as AuditJson } });
  });
  return ok(null);
}

/** Changes one setting from now on. */
export function changeSetting<K extends SettingKey>(actor: Authorized<"settings:write">, key: K, value: SettingValue<K>) {
  return write(actor, key, value, "setting.changed");
}

/** Stops every campaign at once; risk alerts go on. */
export function stopAllSending(actor: Authorized<"campaign:stop">, reason: string) {
  return write(actor, "sending.stopped", { at: now().toISOString(), by: actor.name, reason }, "sending.stopped");
}

/** Lets campaigns send again. */
export function releaseSending(actor: Authorized<"campaign:stop">) {
  return write(actor, "sending.stopped", null, "sending.released");
}
