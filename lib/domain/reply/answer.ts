import { parsePlaceholders } from "@/lib/domain/template/placeholders";
import { ANSWER_VARIABLE } from "@/lib/domain/template/use";
import type { TemplateVariable } from "@/lib/domain/template/variable";
import type { Purpose } from "@/lib/domain/shared/vocabulary";

/** A customer's question may be answered for so long; after that a text out of nowhere would be one more unasked for. */
export const ANSWER_WITHIN_HOURS = 72;

/** Until when a text may be answered. */
export function answerUntil(receivedAt: Date): Date {
  return new Date(receivedAt.getTime() + ANSWER_WITHIN_HOURS * 3_600_000);
}

/** Where in the frame it goes. */
export const ANSWER_PLACE = `\${${ANSWER_VARIABLE}}`;
const NAME_VARIABLE = "name";

type Frame = { readonly purpose: Purpose; readonly text: string; readonly variables: readonly TemplateVariable[] };

const usedIn = (frame: Frame) => new Set(parsePlaceholders(frame.text).names);

/** Whether a template can be sent as it stands: a service text in which nothing but the customer's name is to be filled in. */
export function isQuickReply(template: Frame): boolean {
  return template.purpose === "account" && [...usedIn(template)].every((name) => name === NAME_VARIABLE);
}

/** Whether a template can carry a free answer: a service text with the answer, and at most the name, to be filled in. */
export function isAnswerFrame(template: Frame): boolean {
  const used = usedIn(template);
  return template.purpose === "account" && used.has(ANSWER_VARIABLE) && [...used].every((name) => name === ANSWER_VARIABLE || name === NAME_VARIABLE);
}

/** Whether the text has a place for the customer's name. */
export function namesCustomer(template: Frame): boolean {
  return usedIn(template).has(NAME_VARIABLE);
}

/** The frame with the answer in its place, as the content check reads it. */
export function framed(text: string, answer: string): string {
  // A function, since "$&" in an answer is two characters and no pattern.
  return text.replaceAll(ANSWER_PLACE, () => answer);
}

/** A text as a person reads it who may not see the values: each place by what is written beside it, else by its label. */
export function labelled(text: string, variables: readonly TemplateVariable[], known: Readonly<Record<string, string>> = {}): string {
  const labels = new Map(variables.map(({ name, label }) => [name, label]));
  return parsePlaceholders(text).pieces.map((piece) => (piece.kind === "literal" ? piece.text : (known[piece.name] ?? `〔${labels.get(piece.name) ?? piece.name}〕`))).join("");
}
