import type { RulePack, RuleRow } from "@/lib/domain/policy/pack";
import { CN_SOURCE } from "@/lib/domain/policy/packs/cn";

/** A row of the pack as shipped, and what holds in its place now. */
export type ShownRule = { readonly row: RuleRow; readonly current: RuleRow };

const inForce = (row: RuleRow, at: Date) => row.effectiveFrom <= at && (row.effectiveTo === null || at < row.effectiveTo);

/** Rules with parameters that are in force now, in the order of the pack, each with the bank's own value where it set one. */
export function shownRules(pack: RulePack, at: Date): ShownRule[] {
  return CN_SOURCE.rows
    .filter((row) => Object.keys(row.params).length > 0 && inForce(row, at))
    .map((row) => {
      const same = pack.rows.filter((one) => one.rule === row.rule && one.purpose === row.purpose && one.channel === row.channel && inForce(one, at));
      // Of two rows for the same thing the newer one holds, and of two from the same instant the later one of the pack.
      const current = same.reduce((best, one) => (one.effectiveFrom >= best.effectiveFrom ? one : best), row);
      return { row, current };
    });
}
