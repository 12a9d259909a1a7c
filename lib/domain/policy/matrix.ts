import { PURPOSES, type Channel, type Purpose } from "@/lib/domain/shared/vocabulary";
import type { PackSource, RuleRow } from "./pack";
import { PACK_RULE_IDS, type RuleId } from "./rules";

/** The columns of the scenario matrix, each the parameters of one rule. */
export const MATRIX_RULES = [
  "consent", "quiet_hours", "frequency_cap", "channel_allowed", "validity", "priority", "approval", "links",
] as const satisfies readonly RuleId[];
export type MatrixRule = (typeof MATRIX_RULES)[number];

/** The rows: each purpose, and what holds where a purpose has no rule of its own. */
export const MATRIX_PURPOSES: readonly (Purpose | null)[] = [...PURPOSES, null];

/** A rule as it holds for a purpose and a channel. */
export type HeldRule = {
  readonly rule: RuleId;
  /** What an edit is about. */
  readonly purpose: Purpose | null;
  readonly channel: Channel | null;
  /** The row in force, the bank's own values laid over it. */
  readonly row: RuleRow;
  /** The purpose has no row of its own: the one for all purposes holds. */
  readonly isInherited: boolean;
  /** The bank set other parameters than the pack was shipped with. */
  readonly isOwn: boolean;
};

const inForce = (row: RuleRow, at: Date) => row.effectiveFrom <= at && (row.effectiveTo === null || at < row.effectiveTo);

/** Of rows for the very same thing the newest holds, and of two from the same instant the later in the pack. */
function newest(rows: readonly RuleRow[]): RuleRow | undefined {
  return rows.reduce<RuleRow | undefined>((best, row) => (best === undefined || row.effectiveFrom >= best.effectiveFrom ? row : best), undefined);
}

function held(pack: PackSource, shipped: PackSource, at: Date, rule: RuleId, purpose: Purpose | null, channel: Channel | null): HeldRule | null {
  const about = (whose: Purpose | null) => newest(pack.rows.filter((row) => row.rule === rule && row.channel === channel && row.purpose === whose && inForce(row, at)));
  const own = about(purpose);
  const row = own ?? about(null);
  if (row === undefined) return null;
  return { rule, purpose, channel, row, isInherited: own === undefined && purpose !== null, isOwn: !shipped.rows.some((one) => one.id === row.id && one.params === row.params) };
}

export type Matrix = {
  /** One line for each of MATRIX_PURPOSES; null where the pack has no such rule. */
  readonly lines: readonly { readonly purpose: Purpose | null; readonly cells: readonly { readonly rule: MatrixRule; readonly held: HeldRule | null }[] }[];
  /** Every other rule that has parameters, and rows for one channel alone, rule by rule. */
  readonly others: readonly { readonly rule: RuleId; readonly held: readonly HeldRule[] }[];
};

const isColumn = (rule: RuleId) => (MATRIX_RULES as readonly RuleId[]).includes(rule);

function othersOf(pack: PackSource, shipped: PackSource, at: Date, rule: RuleId): HeldRule[] {
  const targets = new Map<string, RuleRow>();
  for (const row of pack.rows)
    if (row.rule === rule && inForce(row, at) && (row.channel !== null || !isColumn(rule))) targets.set(`${row.channel} ${row.purpose}`, row);
  const found = [...targets.values()].flatMap(({ purpose, channel }) => held(pack, shipped, at, rule, purpose, channel) ?? []);
  const place = (one: HeldRule) => (one.channel === null ? 0 : 10) + (one.purpose === null ? 0 : 1 + PURPOSES.indexOf(one.purpose));
  return found.sort((a, b) => place(a) - place(b));
}

/** What holds at an instant, laid out by purpose; `shipped` is the pack without the bank's values. */
export function matrixAt(pack: PackSource, shipped: PackSource, at: Date): Matrix {
  return {
    lines: MATRIX_PURPOSES.map((purpose) => ({ purpose, cells: MATRIX_RULES.map((rule) => ({ rule, held: held(pack, shipped, at, rule, purpose, null) })) })),
    others: PACK_RULE_IDS.map((rule) => ({ rule, held: othersOf(pack, shipped, at, rule) })).filter(({ held: rows }) => rows.length > 0),
  };
}
