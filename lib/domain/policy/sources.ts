import type { RuleRow } from "./pack";
import regulations from "./regulations.json";

/** How well a citation is sourced: read in the text itself, told by somebody else, or by nobody. */
export type Sourcing = "read" | "secondary" | "unverified";

const WORST_FIRST: readonly Sourcing[] = ["unverified", "secondary", "read"];

const OF: Readonly<Record<string, Sourcing>> = {
  primary_text_read: "read",
  provider_documentation_read: "read",
  secondary_source: "secondary",
  general_knowledge_unverified: "unverified",
};

const sourcing = new Map(regulations.rules.map(({ id, verification }) => [id, OF[verification] ?? "unverified"]));

/** How well a row's citation is sourced, by its weakest source; a bank's own rule needs none. */
export function sourcingOf({ instrument, regulations: ids }: Pick<RuleRow, "instrument" | "regulations">): Sourcing {
  if (ids.length === 0) return instrument === "bank_rule" ? "read" : "unverified";
  const found = new Set(ids.map((id) => sourcing.get(id) ?? "unverified"));
  return WORST_FIRST.find((one) => found.has(one)) ?? "read";
}
