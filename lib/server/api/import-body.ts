import "server-only";
import { IMPORT_REASONS, type ImportBody, type ImportReason } from "@/lib/domain/api/import-shapes";
import type { ImportView } from "../imports/queries";

/** An import as bank systems follow it; a file that waits for a worker counts as running. */
export function toImportBody(view: ImportView): ImportBody {
  const { id, state, rows, taken, unchanged, refused, warnings, byReason, failure } = view;
  const reasons = IMPORT_REASONS.map((reason) => [reason, byReason[`import.${reason}`] ?? byReason[reason] ?? 0]);
  return {
    id,
    rows,
    taken,
    unchanged,
    refused,
    warnings,
    failure,
    state: state === "uploaded" ? "running" : state,
    byReason: Object.fromEntries(reasons) as Record<ImportReason, number>,
  };
}
