import "server-only";
import type { ImportBody } from "@/lib/domain/api/import-shapes";
import { REFUSAL_REASONS, type RefusalReason } from "@/lib/domain/customer/import-state";
import type { Language } from "@/lib/domain/shared/vocabulary";
import type { ImportView } from "../imports/queries";
import { apiWords } from "./words";

/** An import as bank systems follow it; a file that waits for a worker counts as running. */
export function toImportBody(view: ImportView, language: Language): ImportBody {
  const { id, state, rows, taken, unchanged, refused, warnings, byReason, failure } = view;
  const reasons = REFUSAL_REASONS.map((reason) => [reason, byReason[reason] ?? 0] as const);
  return {
    id,
    rows,
    taken,
    unchanged,
    refused,
    warnings,
    state: state === "uploaded" ? "running" : state,
    byReason: Object.fromEntries(reasons) as Record<RefusalReason, number>,
    failure: failure === null ? null : { code: failure, detail: apiWords(language).error(failure, {}) },
  };
}
