/** One field of a form over a driver's settings or secrets. */
export type SettingField = {
  readonly name: string;
  /** json: whatever has no plainer field; its text is JSON. */
  readonly kind: "text" | "number" | "boolean" | "choice" | "json";
  /** Whether an account must have it: it is not optional and has no default. */
  readonly isRequired: boolean;
  /** What holds where it is left empty, as it is shown; null: nothing. */
  readonly standard: string | null;
  readonly choices: readonly string[];
  readonly min: number | null;
  readonly max: number | null;
  readonly isWhole: boolean;
};

/** Values of a form: texts (JSON as it is typed), numbers (null: empty) and yes or no. */
export type SettingValues = Readonly<Record<string, string | number | boolean | null>>;

type Schema = {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
};

/** Name of the field over what has no field of its own, where a driver takes names of the account's choice: a JSON object. */
export const OTHERS = "others";
const OTHERS_FIELD: SettingField = { name: OTHERS, kind: "json", isRequired: false, standard: null, choices: [], min: null, max: null, isWhole: false };

function bare(schema: Schema): Schema {
  const others = schema.anyOf?.filter((one) => one.type !== "null");
  return others?.length === 1 && others[0] ? { ...others[0], ...(schema.default === undefined ? {} : { default: schema.default }) } : schema;
}

// "Or nothing" is no type of its own: zod writes it beside the type, or as another branch.
const typeOf = ({ type }: Schema) => (typeof type === "string" || type === undefined ? type : type.filter((one) => one !== "null").length === 1 ? type.find((one) => one !== "null") : undefined);

function kindOf(schema: Schema): SettingField["kind"] {
  if (schema.enum !== undefined && schema.enum.every((one) => typeof one === "string")) return "choice";
  const type = typeOf(schema);
  if (type === "string") return "text";
  if (type === "number" || type === "integer") return "number";
  if (type === "boolean") return "boolean";
  return "json";
}

// Zod writes the limits of safe integers where it was told none.
const limit = (value: number | undefined) => (value === undefined || Math.abs(value) >= Number.MAX_SAFE_INTEGER ? null : value);

function standardOf(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value !== "object") return String(value);
  return Object.keys(value).length === 0 ? null : JSON.stringify(value);
}

/** The fields of a form over a JSON schema (draft 2020-12, of what goes in) as zod writes it; none where it is no object. */
export function settingFields(schema: unknown): readonly SettingField[] {
  const { properties, required = [], additionalProperties } = (typeof schema === "object" && schema !== null ? schema : {}) as Schema;
  const named = Object.entries(properties ?? {}).map(([name, raw]): SettingField => {
    const one = bare(raw);
    const standard = standardOf(one.default);
    return {
      name, kind: kindOf(one), isRequired: required.includes(name) && one.default === undefined, standard, choices: kindOf(one) === "choice" ? (one.enum ?? []).map(String) : [],
      min: limit(one.minimum ?? one.exclusiveMinimum), max: limit(one.maximum), isWhole: typeOf(one) === "integer",
    };
  });
  return typeof additionalProperties === "object" ? [...named, OTHERS_FIELD] : named;
}

function othersIn(fields: readonly SettingField[], stored: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const names = new Set(fields.map((one) => one.name));
  return Object.fromEntries(Object.entries(stored).filter(([name]) => !names.has(name)));
}

/** What the form shows of settings that are stored. */
export function toSettingValues(fields: readonly SettingField[], stored: Readonly<Record<string, unknown>>): SettingValues {
  return Object.fromEntries(fields.map(({ name, kind, standard }) => {
    if (name === OTHERS) {
      const others = othersIn(fields, stored);
      return [name, Object.keys(others).length === 0 ? "" : JSON.stringify(others, null, 2)];
    }
    const value = stored[name];
    if (kind === "boolean") return [name, typeof value === "boolean" ? value : standard === "true"];
    if (kind === "number") return [name, typeof value === "number" ? value : null];
    if (kind === "json") return [name, value === undefined ? "" : JSON.stringify(value, null, 2)];
    return [name, typeof value === "string" ? value : ""];
  }));
}

export type ReadSettings = { readonly settings: Readonly<Record<string, unknown>>; /** Names of fields whose JSON cannot be read. */ readonly malformed: readonly string[] };

/** Settings as they are stored, from a form: what is left empty is left out, and what no field is for stays as it was. */
export function fromSettingValues(fields: readonly SettingField[], values: SettingValues, stored: Readonly<Record<string, unknown>>): ReadSettings {
  const settings: Record<string, unknown> = fields.some((one) => one.name === OTHERS) ? {} : { ...othersIn(fields, stored) };
  const malformed: string[] = [];
  for (const { name, kind } of fields) {
    const value = values[name];
    if (value === undefined || value === null || (typeof value === "string" && value.trim() === "")) continue;
    if (kind !== "json" || typeof value !== "string") settings[name] = typeof value === "string" ? value.trim() : value;
    else {
      try {
        const parsed = JSON.parse(value) as unknown;
        if (name !== OTHERS) settings[name] = parsed;
        else if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)) Object.assign(settings, parsed);
        else malformed.push(name);
      } catch {
        malformed.push(name);
      }
    }
  }
  return { settings, malformed };
}

/** Names of what differs between two sets of values: for the audit trail, which keeps names and no values. */
export function changedNames(before: Readonly<Record<string, unknown>>, after: Readonly<Record<string, unknown>>): readonly string[] {
  // Key order is no difference: the database keeps its own.
  const text = (value: unknown): string => JSON.stringify(value, (_, one: unknown) => (typeof one === "object" && one !== null && !Array.isArray(one) ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1))) : one)) ?? "";
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => text(before[name]) !== text(after[name])).sort();
}
