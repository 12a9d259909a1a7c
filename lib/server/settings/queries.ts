import "server-only";
import { SETTINGS, type SettingKey, type SettingValue } from "@/lib/domain/settings/settings";
import { db } from "../db/client";

/** The value in force: as last set, or the initial one. */
export async function getSetting<K extends SettingKey>(key: K): Promise<SettingValue<K>> {
  const row = await db().setting.findUnique({ where: { key }, select: { value: true } });
  const definition = SETTINGS[key];
  return (row ? definition.schema.parse(row.value) : definition.initial) as SettingValue<K>;
}
