/** Why a text is read as it is; words in i18n `inbox.because.<code>`. */
export const REASON_CODES = [
  "keyword", "names_keyword", "looks_like_keyword", "stop_sending", "stop_messages", "take_me_off", "too_often", "annoyed", "insult", "not_wanted", "not_read", "blocks",
  "wants_messages", "asks_about_it", "about_something_else", "sets_hours",
  "complains", "names_authority", "demands_redress", "scam", "not_by_me", "money_gone", "calms_down",
] as const;
export type ReasonCode = (typeof REASON_CODES)[number];

/**
 * Words in a fixed order within one clause. A word may carry a look-ahead ("发(?!票)"), since "发票" is another word.
 * The first word must begin where a word of the clause begins: "级别" holds no "别", "麻烦死了" no "烦死".
 */
export type Phrase = {
  readonly code: ReasonCode;
  /** One of each list, one list after another. */
  readonly words: readonly (readonly string[])[];
  /** Most characters between two lists; 0 unless said. */
  readonly gap?: number;
  /** In hundredths: 50 make a reading. */
  readonly weight: number;
  /** The clause, without courtesies, is this and nothing else. */
  readonly whole?: true;
  /** Does not hold where the clause has one of these. */
  readonly unless?: readonly string[];
  /** Means nothing, or its opposite, behind a word of denial. */
  readonly deniable?: true;
};
