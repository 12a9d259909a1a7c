import type { TemplateUse } from "@/lib/domain/template/use";
import { checkText, inOrder, type CheckInput } from "./check-text";
import type { Finding, FindingRule } from "./finding";
import { checkSpoken } from "./spoken";
import { checkUse } from "./use";

/** A version as it is being written: its text, its own text for elder-friendly customers, and what it is there for. */
export type VersionInput = CheckInput & {
  readonly use: TemplateUse;
  /** Absent: a text message. */
  readonly channel?: string | undefined;
};

const checkHeard = (input: VersionInput) => (input.channel === "voice" ? checkSpoken(input) : []);

// About the version, not about one of its texts: said once.
const SHARED: ReadonlySet<FindingRule> = new Set(["variable_unused", "signature_unknown", "signature_vague"]);

/** What is said of the text that everybody gets. */
export function checkPlainText(input: VersionInput): readonly Finding[] {
  return inOrder([...checkText(input), ...checkUse(input, input.use), ...checkHeard(input)]);
}

/** What is said of the text for elder-friendly customers, by the rules for such texts; nothing where there is none. */
export function checkElderText(input: VersionInput): readonly Finding[] {
  const { text, elderText } = input;
  if (elderText == null) return [];
  // The other text comes along, so that a variable of its own is not called unused.
  const elder = { ...input, text: elderText, elderText: text, elderFriendly: true };
  const found = [...checkText(elder).filter(({ rule }) => !SHARED.has(rule)), ...checkUse(elder, input.use), ...checkHeard(elder)];
  return inOrder(found).map((one) => ({ ...one, of: "elder" as const }));
}

/** Everything the content check says of a version, the text that everybody gets first. */
export function checkVersion(input: VersionInput): readonly Finding[] {
  return [...checkPlainText(input), ...checkElderText(input)];
}
