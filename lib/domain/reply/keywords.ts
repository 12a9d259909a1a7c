/** What a text from a customer asks for; a complaint is told by a person, never by a keyword. */
export const REPLY_CLASSES = ["refuse", "return", "help", "complaint", "other"] as const;
export type ReplyClass = (typeof REPLY_CLASSES)[number];

export type ReplyKeywords = Readonly<Record<Exclude<ReplyClass, "complaint" | "other">, readonly string[]>>;

/**
 * Words that mean something when they are the whole text. R is what our own texts ask for; the others are what older
 * texts, other senders and other countries taught people to write (domain.md §2.3).
 */
export const REPLY_KEYWORDS: ReplyKeywords = {
  refuse: ["R", "T", "TD", "N", "退订", "拒收", "取消", "停止", "STOP", "UNSUBSCRIBE", "QUIT", "END", "CANCEL"],
  return: ["恢复", "恢复接收", "恢复订阅", "重新订阅", "START", "UNSTOP"],
  help: ["帮助", "HELP"],
};
