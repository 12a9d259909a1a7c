import { writeFileSync } from "node:fs";

export type Figure = { readonly name: string; readonly value: number; readonly unit: string; readonly target: number | null; readonly met: boolean | null };

const figures: Figure[] = [];

/** Keeps a figure and prints it; with a target it says whether that was met. */
export function figure(name: string, value: number, unit: string, target: { readonly value: number; readonly met: boolean } | null = null): void {
  figures.push({ name, value: Number(value.toPrecision(5)), unit, target: target?.value ?? null, met: target?.met ?? null });
  const shown = Number(value.toPrecision(4)).toLocaleString("en", { maximumFractionDigits: 4 });
  console.log(`${name.padEnd(64)} ${shown.padStart(10)} ${unit}${target ? `   target ${target.value}: ${target.met ? "met" : "MISSED"}` : ""}`);
}

/** Writes what was measured for a program to read. */
export function writeFigures(file: string | undefined): void {
  if (file !== undefined) writeFileSync(file, `${JSON.stringify(figures, null, 2)}\n`);
}

/** The middle one of some measurements. */
export function median(all: readonly number[]): number {
  const sorted = [...all].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
}
