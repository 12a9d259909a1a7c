import type { AuditAction } from "./actions";

export type AuditJson = string | number | boolean | null | readonly AuditJson[] | { readonly [key: string]: AuditJson };

/** One entry as it is hashed; `seq` counts from 1 without gaps, `at` is ISO 8601 in UTC with milliseconds. */
export type AuditRecord = {
  readonly seq: string;
  readonly at: string;
  readonly action: AuditAction | (string & {});
  readonly actorId: string;
  readonly actorKind: string;
  readonly actorName: string;
  readonly branchPath: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly detail: AuditJson;
  readonly requestId: string | null;
};

/** JSON with sorted keys and no spaces, so that the same content always has the same bytes (as RFC 8785 asks). */
export function canonicalJson(value: AuditJson): string {
  if (Array.isArray(value)) return `[${value.map((item: AuditJson) => canonicalJson(item)).join(",")}]`;
  if (value !== null && typeof value === "object") {
    const entries = Object.entries(value as Record<string, AuditJson>).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(",")}}`;
  }
  return JSON.stringify(value);
}

/** The text whose SHA-256, together with the previous hash (hex), is the entry's hash. */
export function chainText(previousHex: string, record: AuditRecord): string {
  return `${previousHex}\n${canonicalJson(record)}`;
}

/** Previous hash of the very first entry. */
export const GENESIS_HEX = "0".repeat(64);
