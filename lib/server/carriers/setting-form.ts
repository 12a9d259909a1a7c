import "server-only";
import { z } from "zod";
import { fromSettingValues, settingFields, toSettingValues, type ReadSettings, type SettingField, type SettingValues } from "@/lib/domain/carrier/setting-fields";

/** Name of the one field over settings that are no plain object: all of them as JSON. */
export const WHOLE = "everything";
const WHOLE_FIELD: SettingField = { name: WHOLE, kind: "json", isRequired: false, standard: null, choices: [], min: null, max: null, isWhole: false };

const known = new WeakMap<z.ZodType, readonly SettingField[]>();

/** The fields of a form over a driver's schema; a schema that has no plain form is one field of JSON. */
export function fieldsOf(schema: z.ZodType): readonly SettingField[] {
  let fields = known.get(schema);
  if (!fields) {
    try {
      fields = settingFields(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }));
    } catch {
      fields = [];
    }
    if (fields.length === 0) fields = [WHOLE_FIELD];
    known.set(schema, fields);
  }
  return fields;
}

const isWhole = (fields: readonly SettingField[]) => fields[0]?.name === WHOLE;

/** What the form shows of what is stored. */
export function valuesOf(schema: z.ZodType, stored: Readonly<Record<string, unknown>>): SettingValues {
  const fields = fieldsOf(schema);
  return isWhole(fields) ? { [WHOLE]: JSON.stringify(stored, null, 2) } : toSettingValues(fields, stored);
}

/** What is stored for what the form holds. */
export function settingsOf(schema: z.ZodType, values: SettingValues, stored: Readonly<Record<string, unknown>>): ReadSettings {
  const fields = fieldsOf(schema);
  if (!isWhole(fields)) return fromSettingValues(fields, values, stored);
  const { settings, malformed } = fromSettingValues(fields, values, {});
  const whole = settings[WHOLE];
  const isObject = typeof whole === "object" && whole !== null && !Array.isArray(whole);
  if (whole !== undefined && !isObject) return { settings: {}, malformed: [WHOLE] };
  return { settings: isObject ? (whole as Record<string, unknown>) : {}, malformed };
}
