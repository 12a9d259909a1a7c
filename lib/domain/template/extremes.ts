import { billingSegments, type BillingRule } from "@/lib/domain/text/billing";
import { parsePlaceholders } from "./placeholders";
import type { RenderableTemplate } from "./render";
import { longestValue, shortestValue, validateValue, type TemplateVariable } from "./variable";

type Fill = (variable: TemplateVariable) => string;

/** Fills without refusing: what is being written is shown as it stands, undeclared placeholders included. */
function fillIn(template: RenderableTemplate, fill: Fill): string {
  const declared = new Map(template.variables.map((variable) => [variable.name, variable]));
  const body = parsePlaceholders(template.text).pieces.map((piece) => {
    if (piece.kind === "literal") return piece.text;
    const variable = declared.get(piece.name);
    return variable ? fill(variable) : `\${${piece.name}}`;
  });
  return `【${template.signature}】${body.join("")}`;
}

/** The text with the longest value each variable can take: what budgets and meters reckon with. */
export function longestRendering(template: RenderableTemplate): string {
  return fillIn(template, (variable) => longestValue(variable, template.language));
}

/** The text with the shortest values. */
export function shortestRendering(template: RenderableTemplate): string {
  return fillIn(template, (variable) => shortestValue(variable, template.language));
}

/** The text with the sample values, formatted as real ones would be. */
export function sampleRendering(template: RenderableTemplate): string {
  return fillIn(template, (variable) => {
    const value = validateValue(variable, variable.sample, template.language);
    return value.ok ? value.value : variable.sample;
  });
}

/** The most billing segments any recipient can cost. */
export function mostBillingSegments(template: RenderableTemplate, rule: BillingRule): number {
  return billingSegments(longestRendering(template), rule);
}
