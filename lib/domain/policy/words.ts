import { INSTANT_EVIDENCE, type TraceEntry } from "./facts";

export type TraceWords = {
  /** Below i18n `policy`. */
  readonly key: string;
  readonly values: Readonly<Record<string, string | number>>;
};

// What words choose by where a rule had nothing to say of it, or a stored trace is older than the question.
const UNSAID = { by: "", group: "", known: "", used: "", first: "" } as const;

/**
 * Which words say what a rule answered, and the arguments they need. Instants are formatted by the caller, who knows
 * the reader's language and the bank's zone.
 */
export function traceWords(
  entry: Pick<TraceEntry, "rule" | "outcome" | "evidence">,
  formatInstant: (iso: string) => string,
): TraceWords {
  const values: Record<string, string | number> = { ...UNSAID };
  for (const [name, value] of Object.entries(entry.evidence)) {
    if (typeof value === "string" && value !== "" && INSTANT_EVIDENCE.has(name)) values[name] = formatInstant(value);
    else values[name] = typeof value === "number" ? value : String(value ?? "");
  }
  if (entry.evidence.unruled === true) return { key: "unruled", values };
  if (entry.evidence.exempt === true) return { key: "exempt", values };
  return { key: `${entry.rule}.${entry.outcome}`, values };
}
