import { writeFileSync } from "node:fs";

/** One measured figure with what it should reach; `target` null: said for those who plan, nothing to reach. */
export type Figure = { readonly name: string; readonly value: number; readonly unit: string; readonly target: string | null; readonly met: boolean | null };

/** A figure that should be at least so much. */
export const atLeast = (name: string, value: number, unit: string, least: number): Figure => ({ name, value, unit, target: `≥ ${least}`, met: value >= least });

/** A figure that should be at most so much. */
export const atMost = (name: string, value: number, unit: string, most: number): Figure => ({ name, value, unit, target: `≤ ${most}`, met: value <= most });

/** A figure that should be nothing else than one value, give or take a share of it. */
export const exactly = (name: string, value: number, unit: string, wanted: number, share = 0): Figure => ({
  name, value, unit, target: `${wanted}${share > 0 ? ` ± ${share * 100} %` : ""}`, met: Math.abs(value - wanted) <= wanted * share,
});

/** A figure that explains others. */
export const said = (name: string, value: number, unit: string): Figure => ({ name, value, unit, target: null, met: null });

/** The value under which a share of all lies; 0 of none. */
export function percentile(all: readonly number[], share: number): number {
  const sorted = [...all].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** A figure as people read it: three digits are enough. */
export const shown = (value: number): string => (Math.abs(value) >= 100 ? value.toFixed(0) : Number(value.toPrecision(3)).toString());

/** Writes the figures where --json names a file, for the whole run to collect. */
export function writeFigures(file: string | undefined, figures: readonly Figure[]): void {
  if (file !== undefined) writeFileSync(file, `${JSON.stringify(figures, null, 2)}\n`);
}

/** Prints a part's figures, one a line, and writes them. */
export function report(figures: readonly Figure[], file: string | undefined): void {
  for (const { name, value, unit, target, met } of figures) {
    const verdict = target === null ? "" : `   ${target}: ${met === true ? "met" : "MISSED"}`;
    console.log(`${name.padEnd(64)} ${shown(value).padStart(9)} ${unit}${verdict}`);
  }
  writeFigures(file, figures);
}
