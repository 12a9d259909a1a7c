import { foldReply } from "./fold";
import { REPLY_KEYWORDS, type ReplyClass, type ReplyKeywords } from "./keywords";

export type ReplyReading = {
  readonly class: ReplyClass;
  /** The keyword as listed; null for "other". */
  readonly keyword: string | null;
};

type Table = ReadonlyMap<string, ReplyReading>;

const tables = new WeakMap<ReplyKeywords, Table>();

function tableOf(keywords: ReplyKeywords): Table {
  const known = tables.get(keywords);
  if (known !== undefined) return known;
  const table = new Map<string, ReplyReading>();
  // In this order, so that a word listed twice by mistake refuses.
  for (const kind of ["help", "return", "refuse"] as const) {
    for (const keyword of keywords[kind]) table.set(foldReply(keyword), { class: kind, keyword });
  }
  // A keyword that folds to nothing would match every empty text.
  table.delete("");
  tables.set(keywords, table);
  return table;
}

const OTHER: ReplyReading = { class: "other", keyword: null };

/** What an inbound text asks for: the whole text, folded, must be a keyword; "不要退订" is not a refusal. */
export function classifyReply(text: string, keywords: ReplyKeywords = REPLY_KEYWORDS): ReplyReading {
  return tableOf(keywords).get(foldReply(text)) ?? OTHER;
}
