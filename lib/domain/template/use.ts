/**
 * What a template is there for. A notice is sent by bank systems and campaigns; the others by Hongyan itself: a question
 * for consent, an answer ready to be sent to a customer's text, the frame around a free answer, the one confirmation of a
 * refusal, the link to a customer's own page, and the code that opens it.
 */
export const TEMPLATE_USES = ["notice", "consent_request", "quick_reply", "answer_frame", "refusal_confirmed", "page_link", "page_code"] as const;
export type TemplateUse = (typeof TEMPLATE_USES)[number];
