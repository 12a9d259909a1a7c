import { z } from "zod";

/** Reasons as the API counts them (`byReason`); row refusals carry them as `import.<reason>`. */
export const REFUSAL_REASONS = ["phone", "duplicate", "branch", "name", "date", "columns", "number"] as const;
export type RefusalReason = (typeof REFUSAL_REASONS)[number];

/** Field → column number (from 0), or null where the file has no such column. */
export const importMappingSchema = z.record(z.string(), z.number().int().min(0).max(499).nullable());

/** A tag for everybody in the file; empty for none. Separators are those of lists in files. */
const importTagSchema = z.string().trim().max(40, "import.tag_long").regex(/^[^、,，;；|]*$/, "import.tag_separator");

export const startImportSchema = z.object({ importId: z.uuid(), mapping: importMappingSchema, tag: importTagSchema });
export type StartImportInput = z.output<typeof startImportSchema>;

export const discardImportSchema = z.object({ importId: z.uuid() });
export type DiscardImportInput = z.output<typeof discardImportSchema>;

export type ConsentWord = "given" | "withdrawn";

/**
 * What a file's consent column adds to the ledger. A file is older than a person's own word: it never turns a refusal
 * into a consent, and repeats nothing that already holds.
 */
export function consentFromFile(said: boolean | null, latest: ConsentWord | null): ConsentWord | null {
  if (said === true) return latest === null ? "given" : null;
  if (said === false) return latest === "given" ? "withdrawn" : null;
  return null;
}
