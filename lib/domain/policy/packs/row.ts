import type { RuleRowOf } from "../pack";
import type { RuleId } from "../rules";

/** Before anything that a pack is asked about. */
export const ALWAYS = new Date("2015-01-01T00:00:00Z");

type Given<R extends RuleId> = Pick<RuleRowOf<R>, "id" | "rule" | "params"> & Partial<RuleRowOf<R>>;

/** A row that is the bank's own rule, for every purpose and channel and until further notice, unless it says otherwise. */
export function row<R extends RuleId>(given: Given<R>): RuleRowOf<R> {
  return {
    purpose: null,
    channel: null,
    bounds: {},
    instrument: "bank_rule",
    article: null,
    regulations: [],
    effectiveFrom: ALWAYS,
    effectiveTo: null,
    ...given,
  };
}

export const FIXED = { fixed: true } as const;
