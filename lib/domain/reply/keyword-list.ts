import { foldReply } from "./fold";
import { KEYWORD_CLASSES, PROMISED_REFUSALS, type KeywordClass, type ReplyKeywords } from "./keywords";

/** Why a list of keywords may not hold; words in i18n `errors.settings`. */
export type KeywordFault = { readonly kind: KeywordClass; readonly code: "settings.keyword_promised" | "settings.keyword_empty" | "settings.keyword_twice"; readonly word: string };

/** What is wrong with the bank's keywords: a promised way out that is missing, a word of marks only, one word with two meanings. */
export function keywordFaults(keywords: ReplyKeywords): readonly KeywordFault[] {
  const faults: KeywordFault[] = [];
  const seen = new Map<string, KeywordClass>();
  for (const kind of KEYWORD_CLASSES) {
    for (const word of keywords[kind]) {
      const folded = foldReply(word);
      if (folded === "") faults.push({ kind, code: "settings.keyword_empty", word });
      else if (seen.has(folded)) faults.push({ kind, code: "settings.keyword_twice", word });
      else seen.set(folded, kind);
    }
  }
  // Every offer that was ever sent names it, and people answer old texts.
  for (const word of PROMISED_REFUSALS) {
    if (!keywords.refuse.some((one) => foldReply(one) === foldReply(word))) faults.push({ kind: "refuse", code: "settings.keyword_promised", word });
  }
  return faults;
}

/** Keywords as a person types them, one a line or between commas. */
export function keywordsOf(text: string): readonly string[] {
  return text.split(/[\n,，、;；]+/u).map((word) => word.trim()).filter((word) => word !== "");
}
