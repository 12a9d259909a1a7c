import "server-only";
import { SETTINGS, type SettingKey, type SettingValue } from "@/lib/domain/settings/settings";
import type { Sql } from "./sql";

/** The settings that decide whether and how far a batch may go, read in the transaction that asks. */
export type Switches = {
  readonly stopped: boolean;
  readonly reviewAbove: number;
  readonly thresholds: SettingValue<"campaign.thresholds">;
};

const KEYS = ["sending.stopped", "campaign.review_above", "campaign.thresholds"] as const satisfies readonly SettingKey[];

/** Reads them in one statement, each checked by its schema. */
export async function readSwitches(sql: Sql): Promise<Switches> {
  const { rows } = await sql.query<{ key: string; value: unknown }>("SELECT key, value FROM setting WHERE key = ANY($1::text[])", [[...KEYS]]);
  const value = <K extends SettingKey>(key: K): SettingValue<K> => {
    const row = rows.find((one) => one.key === key);
    return (row ? SETTINGS[key].schema.parse(row.value) : SETTINGS[key].initial) as SettingValue<K>;
  };
  return { stopped: value("sending.stopped") !== null, reviewAbove: value("campaign.review_above"), thresholds: value("campaign.thresholds") };
}
