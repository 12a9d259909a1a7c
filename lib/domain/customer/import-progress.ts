/** What an import page shows of a running import: how far it is, and what it found so far. */
export type ImportProgress = {
  readonly state: "uploaded" | "running" | "done" | "failed";
  readonly format: string | null;
  readonly sizeBytes: number;
  readonly readBytes: number;
};

/** The share of the file that was read, 0 to 1; null where it cannot be told: a workbook is unpacked as a whole first. */
export function readShare({ state, format, sizeBytes, readBytes }: ImportProgress): number | null {
  if (state === "done") return 1;
  if (format !== "csv" || sizeBytes === 0) return null;
  return Math.min(readBytes / sizeBytes, 1);
}
