/** Where a word of the customer came from; words for each in i18n `policy.source`. */
export const CONSENT_SOURCES = ["import", "branch", "reply", "page", "api", "carrier", "complaint", "app", "likely", "rights", "demo"] as const;
export type ConsentSource = (typeof CONSENT_SOURCES)[number];

/** Where a person of the bank may say that a customer's word came from; the others are recorded by what received them. */
export const DESK_SOURCES = ["branch", "app", "complaint"] as const satisfies readonly ConsentSource[];
