import { sampleRendering } from "@/lib/domain/template/extremes";
import { parsePlaceholders } from "@/lib/domain/template/placeholders";
import type { RenderableTemplate } from "@/lib/domain/template/render";
import { ANSWER_VARIABLE, type TemplateUse } from "@/lib/domain/template/use";
import { foldForScan } from "@/lib/domain/text/fold";
import { finding, type Finding, type FindingRule } from "./finding";
import { CONSENT_TERMS } from "./lexicon";

const TERM_RULES = {
  type: "consent_type_missing",
  frequency: "consent_frequency_missing",
  duration: "consent_duration_missing",
} as const satisfies Record<keyof typeof CONSENT_TERMS, FindingRule>;

// What a variable brings counts as said: the frequency may be filled in.
function checkConsentTerms(template: RenderableTemplate): Finding[] {
  const said = foldForScan(sampleRendering(template)).text;
  return (Object.keys(CONSENT_TERMS) as (keyof typeof CONSENT_TERMS)[])
    .filter((term) => !CONSENT_TERMS[term].some((pattern) => pattern.test(said)))
    .map((term) => finding(TERM_RULES[term], template.text, 0, 0));
}

/** One answer, written freely, and at most the name of whom it is for. */
function isFrame(variables: RenderableTemplate["variables"], names: readonly string[]): boolean {
  const others = variables.filter(({ kind }) => kind !== "name");
  const [answer] = others;
  return others.length === 1 && answer?.name === ANSWER_VARIABLE && answer.kind === "text" && names.includes(ANSWER_VARIABLE);
}

/** What a text lacks for what its template is there for: whoever fills it knows exactly which variables it has. */
export function checkUse(template: RenderableTemplate, use: TemplateUse): readonly Finding[] {
  const { text, variables } = template;
  const { names } = parsePlaceholders(text);
  const used = variables.filter(({ name }) => names.includes(name));
  const missing = (rule: FindingRule, isMet: boolean) => (isMet ? [] : [finding(rule, text, 0, 0, { name: ANSWER_VARIABLE })]);
  switch (use) {
    case "consent_request":
      return checkConsentTerms(template);
    case "answer_frame":
      return missing("answer_variable", isFrame(variables, names));
    case "page_link":
      return missing("page_link_variable", used.filter(({ kind }) => kind === "link").length === 1);
    case "page_code":
      // The warning beside the code is asked for wherever a code stands.
      return missing("page_code_variable", used.filter(({ kind }) => kind === "code").length === 1);
    case "notice":
    case "quick_reply":
    case "refusal_confirmed":
      return [];
  }
}
