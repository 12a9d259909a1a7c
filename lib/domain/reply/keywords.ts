/** What a text from a customer asks for: by a keyword that is the whole text, or, less sure, by its words. */
export const REPLY_CLASSES = ["refuse", "likelyRefusal", "return", "help", "complaint", "other"] as const;
export type ReplyClass = (typeof REPLY_CLASSES)[number];

/** Classes that have keywords, in the order of the form. */
export const KEYWORD_CLASSES = ["refuse", "return", "help"] as const;
export type KeywordClass = (typeof KEYWORD_CLASSES)[number];

/** What compliance looks at: a grievance with the bank, or somebody who takes its name or the customer's money. */
export const REPLY_FLAGS = ["complaint", "fraud"] as const;
export type ReplyFlag = (typeof REPLY_FLAGS)[number];

export type ReplyKeywords = Readonly<Record<KeywordClass, readonly string[]>>;

/** The way out that our own texts name ("拒收请回复R"): it can never be taken off the list. */
export const PROMISED_REFUSALS: readonly string[] = ["R"];

/**
 * Words that mean something when they are the whole text. R is what our own texts ask for; the others are what older
 * texts, other senders and other countries taught people to write (domain.md §2.3; REVOKE and OPT OUT: 47 CFR 64.1200(a)(10)).
 */
export const REPLY_KEYWORDS: ReplyKeywords = {
  refuse: ["R", "T", "TD", "N", "退订", "拒收", "取消", "停止", "STOP", "UNSUBSCRIBE", "QUIT", "END", "CANCEL", "REVOKE", "OPT OUT"],
  return: ["恢复", "恢复接收", "恢复订阅", "重新订阅", "START", "UNSTOP"],
  help: ["帮助", "HELP"],
};
