import { fail, ok, type Result } from "@/lib/domain/shared/result";
import { clockTime } from "./hours";
import { rulePack, type Bound, type PackSource, type RulePack, type RuleRow } from "./pack";
import { ruleValueSchema } from "./rules";

/** A bank's own parameters for a rule, dated; every edit is a new row (`rule_value`). */
export type RuleValue = {
  readonly rule: string;
  readonly purpose: string | null;
  readonly channel: string | null;
  readonly params: unknown;
  readonly effectiveFrom: Date;
  readonly effectiveTo: Date | null;
};

/** Why a value is refused; `evidence` is what the words need (`param` has words in i18n `policy.param`). */
export type ValueRefusal =
  | { readonly code: "policy.unknown_rule" }
  | { readonly code: "policy.invalid_value"; readonly evidence: { readonly param: string; readonly reason: string } }
  | { readonly code: "policy.fixed"; readonly evidence: { readonly param: string } }
  | {
      readonly code: "policy.below_floor" | "policy.above_ceiling";
      readonly evidence: { readonly param: string; readonly limit: number | string };
    };

type Params = Readonly<Record<string, string | number | boolean | null>>;

/** Times of the day are shown as such: 480 → "08:00". */
function shown(param: string, limit: number): number | string {
  return param.endsWith("Minute") ? clockTime(limit) : limit;
}

function checkBound(param: string, value: Params[string], shipped: Params[string], bound: Bound): ValueRefusal | null {
  if (bound.fixed === true) return value === shipped ? null : { code: "policy.fixed", evidence: { param } };
  if (value !== null && typeof value !== "number") return null;
  // No cap at all is more than any ceiling allows.
  if (bound.ceiling !== undefined && (value ?? Infinity) > bound.ceiling)
    return { code: "policy.above_ceiling", evidence: { param, limit: shown(param, bound.ceiling) } };
  if (bound.floor !== undefined && (value ?? 0) < bound.floor)
    return { code: "policy.below_floor", evidence: { param, limit: shown(param, bound.floor) } };
  return null;
}

/** Whether the row's parameters may be set to `input`: right shape, and inside the floor and ceiling of the row. */
export function acceptValue(row: RuleRow, input: unknown): Result<RuleRow["params"], ValueRefusal> {
  const parsed = ruleValueSchema[row.rule].safeParse(input);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return fail({
      code: "policy.invalid_value",
      evidence: { param: issue?.path.join(".") ?? "", reason: issue?.message ?? "" },
    });
  }
  const params: Params = parsed.data;
  const shipped: Params = row.params;
  for (const [param, bound] of Object.entries<Bound | undefined>(row.bounds)) {
    const refusal =
      bound === undefined ? null : checkBound(param, params[param] ?? null, shipped[param] ?? null, bound);
    if (refusal !== null) return fail(refusal);
  }
  return ok(parsed.data);
}

/** What a value is about: a rule for a purpose and a channel (null: every one). */
export type ValueTarget = { readonly rule: string; readonly purpose: string | null; readonly channel: string | null };

/** Whether a value is about this row: the purpose's own row, or the general one where it has none, of the same channel. */
function covers(source: PackSource, row: RuleRow, { rule, purpose, channel }: ValueTarget): boolean {
  if (row.rule !== rule || row.channel !== channel) return false;
  if (row.purpose === purpose) return true;
  return (
    row.purpose === null &&
    !source.rows.some((one) => one.rule === rule && one.purpose === purpose && one.channel === channel)
  );
}

/** The row of the pack whose parameters a value for this rule and purpose replaces at an instant. */
export function editableRow(source: PackSource, target: ValueTarget, at: Date): Result<RuleRow, ValueRefusal> {
  const row = source.rows.find(
    (one) =>
      covers(source, one, target) && one.effectiveFrom <= at && (one.effectiveTo === null || at < one.effectiveTo),
  );
  return row === undefined ? fail({ code: "policy.unknown_rule" }) : ok(row);
}

function later(a: Date, b: Date): Date {
  return a > b ? a : b;
}

function earlier(a: Date | null, b: Date | null): Date | null {
  if (a === null) return b;
  return b === null || a < b ? a : b;
}

function laidOver(row: RuleRow, value: RuleValue): RuleRow | null {
  const effectiveFrom = later(row.effectiveFrom, value.effectiveFrom);
  const effectiveTo = earlier(row.effectiveTo, value.effectiveTo);
  if (effectiveTo !== null && effectiveTo <= effectiveFrom) return null;
  const accepted = acceptValue(row, value.params);
  // A value that today's bounds refuse is not obeyed: the pack's own parameters hold instead.
  if (!accepted.ok) return null;
  // The shape was parsed with the schema of this row's rule.
  return { ...row, purpose: value.purpose, params: accepted.value, effectiveFrom, effectiveTo } as RuleRow;
}

/**
 * The pack with a bank's own values laid over it. A value covers every row of its rule and purpose for as long as
 * both are in force, so a change of law keeps the bank's value and cites the new instrument.
 */
export function withValues(source: PackSource, values: readonly RuleValue[]): RulePack {
  const ordered = [...values].sort((a, b) => a.effectiveFrom.getTime() - b.effectiveFrom.getTime());
  const rows: RuleRow[] = [];
  for (const row of source.rows) {
    rows.push(row);
    for (const value of ordered) {
      const own = covers(source, row, value) ? laidOver(row, value) : null;
      if (own !== null) rows.push(own);
    }
  }
  return rulePack({ ...source, rows });
}

/** The parameters that hold for a target at an instant: the bank's newest value that is accepted, or the row's own. */
export function valueInForce(
  row: RuleRow,
  source: PackSource,
  values: readonly RuleValue[],
  target: ValueTarget,
  at: Date,
): RuleRow["params"] {
  let found: { readonly params: RuleRow["params"]; readonly from: Date } | null = null;
  for (const value of values) {
    const holds = value.effectiveFrom <= at && (value.effectiveTo === null || at < value.effectiveTo);
    const own =
      holds && value.purpose === target.purpose && covers(source, row, value) ? acceptValue(row, value.params) : null;
    if (own?.ok === true && (found === null || value.effectiveFrom >= found.from))
      found = { params: own.value, from: value.effectiveFrom };
  }
  return found?.params ?? row.params;
}
