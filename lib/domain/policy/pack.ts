import { CHANNELS, PURPOSES, type Channel, type Purpose } from "@/lib/domain/shared/vocabulary";
import type { InstrumentCode } from "./instruments";
import { PACK_RULE_IDS, type RuleId, type RuleParams } from "./rules";

export const PACK_CODES = ["CN", "HK", "SG", "US", "GB", "EU", "IN"] as const;
export type PackCode = (typeof PACK_CODES)[number];

/** How far a parameter may be edited; `fixed`: not at all. */
export type Bound = { readonly floor?: number; readonly ceiling?: number; readonly fixed?: true };

export type RuleRowOf<R extends RuleId> = {
  /** Unique in the pack, never reused: stored traces point at it. */
  readonly id: string;
  readonly rule: R;
  /** Null: every purpose. */
  readonly purpose: Purpose | null;
  /** Null: every channel. A row for a channel beats a row for a purpose. */
  readonly channel: Channel | null;
  readonly params: RuleParams[R];
  readonly bounds: { readonly [P in keyof RuleParams[R]]?: Bound };
  readonly instrument: InstrumentCode;
  readonly article: string | null;
  /** Ids in domain/regulations.json. */
  readonly regulations: readonly string[];
  readonly effectiveFrom: Date;
  /** Exclusive; null: until further notice. */
  readonly effectiveTo: Date | null;
};

/** A dated rule: the same rule with another instrument or other parameters is another row. */
export type RuleRow = { [R in RuleId]: RuleRowOf<R> }[RuleId];

export type RulesInForce = { readonly [R in RuleId]?: RuleRowOf<R> };

type Period = {
  readonly from: number;
  readonly to: number;
  readonly rules: Readonly<Record<Purpose, Readonly<Record<Channel, RulesInForce>>>>;
};

/** Whose public holidays count; null: nobody's are known here. */
export type HolidayCalendar = "CN" | null;

/** A country's rules as data. */
export type PackSource = {
  readonly code: PackCode;
  /** Stand in for a customer's unknown zone; where there are several, what is asked must hold in all of them. */
  readonly timeZones: readonly [string, ...string[]];
  /** ISO 4217, of thresholds and amounts. */
  readonly currency: string;
  readonly calendar: HolidayCalendar;
  readonly rows: readonly RuleRow[];
};

/** A country's rules, ready to be asked: the right rows for every instant, purpose and channel. */
export type RulePack = PackSource & { readonly periods: readonly Period[] };

function inForce(row: { readonly effectiveFrom: Date; readonly effectiveTo: Date | null }, at: number): boolean {
  return row.effectiveFrom.getTime() <= at && (row.effectiveTo === null || at < row.effectiveTo.getTime());
}

function specificity(row: RuleRow): number {
  return (row.channel === null ? 0 : 2) + (row.purpose === null ? 0 : 1);
}

function better(row: RuleRow, than: RuleRow | undefined): boolean {
  if (than === undefined) return true;
  const difference = specificity(row) - specificity(than);
  // Of two rows for the same thing the newer one holds: an edit does not have to close the old row.
  return difference > 0 || (difference === 0 && row.effectiveFrom >= than.effectiveFrom);
}

function rulesFor(rows: readonly RuleRow[], purpose: Purpose, channel: Channel): RulesInForce {
  const chosen: Partial<Record<RuleId, RuleRow>> = {};
  for (const row of rows) {
    if (row.purpose !== null && row.purpose !== purpose) continue;
    if (row.channel !== null && row.channel !== channel) continue;
    if (better(row, chosen[row.rule])) chosen[row.rule] = row;
  }
  // Each row sits under its own rule id, which the type of the record cannot say.
  return chosen as RulesInForce;
}

function periodOf(rows: readonly RuleRow[], from: number, to: number, at: number): Period {
  const active = rows.filter((row) => inForce(row, at));
  const byChannel = (purpose: Purpose) =>
    Object.fromEntries(CHANNELS.map((channel) => [channel, rulesFor(active, purpose, channel)])) as Record<
      Channel,
      RulesInForce
    >;
  const rules = Object.fromEntries(PURPOSES.map((purpose) => [purpose, byChannel(purpose)])) as Record<
    Purpose,
    Record<Channel, RulesInForce>
  >;
  return { from, to, rules };
}

/** Prepares rows for `decide`: one lookup table for each stretch of time in which no rule changes. */
export function rulePack(source: PackSource): RulePack {
  const instants = new Set<number>([-Infinity]);
  for (const row of source.rows) {
    instants.add(row.effectiveFrom.getTime());
    if (row.effectiveTo !== null) instants.add(row.effectiveTo.getTime());
  }
  const starts = [...instants].sort((a, b) => a - b);
  const periods = starts.map((from, index) => periodOf(source.rows, from, starts[index + 1] ?? Infinity, from));
  // Newest first: nearly every question is about now.
  return { ...source, periods: periods.reverse() };
}

/** The pack as it stood at one instant, held there whatever the clock says: for display and for "what if". */
export function packAt(pack: PackSource, at: Date): RulePack {
  return {
    ...pack,
    rows: pack.rows.filter((row) => inForce(row, at.getTime())),
    periods: [periodOf(pack.rows, -Infinity, Infinity, at.getTime())],
  };
}

/** The rows that a message of this purpose and channel meets at an instant. */
export function rulesInForce(pack: RulePack, purpose: Purpose, channel: Channel, at: number): RulesInForce {
  for (const period of pack.periods) if (at >= period.from && at < period.to) return period.rules[purpose][channel];
  return {};
}

/** Instrument and article that a trace entry's row cites, or null for a row that the pack does not know. */
export function citationOf(
  pack: { readonly rows: readonly RuleRow[] },
  rowId: string | null,
): Pick<RuleRow, "instrument" | "article"> | null {
  const row = pack.rows.find((candidate) => candidate.id === rowId);
  return row === undefined ? null : { instrument: row.instrument, article: row.article };
}

/** Rules of the pack that have no row for a purpose and channel at an instant: what a pack's author still owes. */
export function missingRules(pack: RulePack, purpose: Purpose, channel: Channel, at: Date): readonly RuleId[] {
  const rules = rulesInForce(pack, purpose, channel, at.getTime());
  return PACK_RULE_IDS.filter((rule) => rules[rule] === undefined);
}
