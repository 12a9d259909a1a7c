import { foldReply } from "./fold";
import { REPLY_KEYWORDS, KEYWORD_CLASSES, type KeywordClass, type ReplyKeywords } from "./keywords";

export type KeywordReading = {
  readonly class: KeywordClass | "other";
  /** The keyword as listed; null for "other". */
  readonly keyword: string | null;
};

type Table = ReadonlyMap<string, KeywordReading>;

const tables = new WeakMap<ReplyKeywords, Table>();

function tableOf(keywords: ReplyKeywords): Table {
  const known = tables.get(keywords);
  if (known !== undefined) return known;
  const table = new Map<string, KeywordReading>();
  // In this order, so that a word listed twice by mistake refuses.
  for (const kind of KEYWORD_CLASSES.toReversed()) {
    for (const keyword of keywords[kind]) table.set(foldReply(keyword), { class: kind, keyword });
  }
  // A keyword that folds to nothing would match every empty text.
  table.delete("");
  tables.set(keywords, table);
  return table;
}

const OTHER: KeywordReading = { class: "other", keyword: null };

/** What a text asks for by keyword alone: the whole text, folded, must be a keyword; "不要退订" is not a refusal. */
export function classifyReply(text: string, keywords: ReplyKeywords = REPLY_KEYWORDS): KeywordReading {
  return tableOf(keywords).get(foldReply(text)) ?? OTHER;
}
