import type { Purpose } from "@/lib/domain/shared/vocabulary";

/**
 * What a template is there for. A notice is sent by bank systems and campaigns; the others by Hongyan itself: a question
 * for consent, an answer ready to be sent to a customer's text, the frame around a free answer, the one confirmation of a
 * refusal, the link to a customer's own page, and the code that opens it.
 */
export const TEMPLATE_USES = ["notice", "consent_request", "quick_reply", "answer_frame", "refusal_confirmed", "page_link", "page_code"] as const;
export type TemplateUse = (typeof TEMPLATE_USES)[number];

/** The one variable of an answer's frame: what the officer wrote. */
export const ANSWER_VARIABLE = "answer";

/** Product risks, R1 to R5 (证券期货投资者适当性管理办法 16). */
export const PRODUCT_RISKS = [1, 2, 3, 4, 5] as const;

/** What bank systems and campaigns may send; the others leave only where Hongyan itself has a reason for them. */
export const SENT_ON_REQUEST: readonly TemplateUse[] = ["notice", "consent_request"];

/** Whether a bank system or a campaign may send a template of this use. */
export function maySendOnRequest(use: string): boolean {
  return SENT_ON_REQUEST.some((one) => one === use);
}

/** What an author decides beside the purpose; held by a trigger from the first submission on. */
export type UseChoice = {
  readonly use: TemplateUse;
  /** The purpose for which a consent request asks. */
  readonly asksFor: Purpose | null;
  /** Risk of the product offered, 1 (R1) to 5 (R5); null: no product with a risk level. */
  readonly productRisk: number | null;
};

export type UseFault = {
  readonly code: "template.asks_for_missing" | "template.asks_for_needless" | "template.risk_outside_promotion";
  readonly field: keyof UseChoice;
};

/** What does not fit together among purpose, use, question and product risk; null where all does. */
export function faultOfUse(purpose: Purpose, { use, asksFor, productRisk }: UseChoice): UseFault | null {
  if (use === "consent_request" && asksFor === null) return { code: "template.asks_for_missing", field: "asksFor" };
  if (use !== "consent_request" && asksFor !== null) return { code: "template.asks_for_needless", field: "asksFor" };
  if (productRisk !== null && purpose !== "promotion") return { code: "template.risk_outside_promotion", field: "productRisk" };
  return null;
}

/** Whether two choices are the same. */
export function sameUse(a: UseChoice, b: UseChoice): boolean {
  return a.use === b.use && a.asksFor === b.asksFor && a.productRisk === b.productRisk;
}
