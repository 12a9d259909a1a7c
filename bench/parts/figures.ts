import { writeFileSync } from "node:fs";

/** One measured figure with what it should reach; `target` null: said for those who plan, nothing to reach. */
export type Figure = { readonly name: string; readonly value: number; readonly unit: string; readonly target: string | null; readonly met: boolean | null };

/** A figure that should be at least so much. */
export const atLeast = (name: string, value: number, unit: string, least: number): Figure => ({ name, value, unit, target: `≥ ${least}`, met: value >= least });

/** A figure that should be at most so much. */
export const atMost = (name: string, value: number, unit: string, most: number): Figure => ({ name, value, unit, target: `≤ ${most}`, met: value <= most });

/** A figure that explains others. */
export const said = (name: string, value: number, unit: string): Figure => ({ name, value, unit, target: null, met: null });

const round = (value: number) => (Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3));

/** Prints a part's figures, one a line, and writes them where the whole run collects them. */
export function report(figures: readonly Figure[], file: string | undefined): void {
  for (const { name, value, unit, target, met } of figures) {
    const verdict = target === null ? "" : `   ${target}: ${met === true ? "met" : "MISSED"}`;
    console.log(`${name.padEnd(64)} ${round(value).padStart(9)} ${unit}${verdict}`);
  }
  if (file !== undefined) writeFileSync(file, `${JSON.stringify(figures, null, 2)}\n`);
}
