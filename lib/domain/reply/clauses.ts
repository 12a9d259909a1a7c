import { foldForScan } from "@/lib/domain/text/fold";
import { toSimplified } from "./simplified";

/** A stretch of a reply between marks, folded: no case, width, marks or spaces; and where its words begin. */
export type Clause = { readonly text: string; readonly starts: ReadonlySet<number> };

/** Longer than a customer writes by hand; what comes after says nothing new. */
const LONGEST = 600;

const segmenter = new Intl.Segmenter("zh", { granularity: "word" });
// Marks, symbols and emoji part clauses; a space only where Chinese stands on one of its sides ("bie fa le" is one clause).
const PARTING = /[\p{P}\p{S}\r\n]+|(?<=\p{Script=Han})[\p{Z}\p{C}]+|[\p{Z}\p{C}]+(?=\p{Script=Han})/u;

function toClause(part: string): Clause {
  let text = "";
  const starts = new Set<number>();
  for (const { segment } of segmenter.segment(part)) {
    const word = segment.replace(/[\p{P}\p{S}\p{Z}\p{C}]/gu, "");
    if (word === "") continue;
    starts.add(text.length);
    text += word;
  }
  return { text, starts };
}

/** The clauses of a text, in simplified characters; none for a text of marks only. */
export function clausesOf(text: string): readonly Clause[] {
  // An apostrophe inside a word is no mark: "don't" is one word.
  const plain = toSimplified(foldForScan(text.slice(0, LONGEST)).text).replace(/(?<=[a-z])['\u2019](?=[a-z])/gu, "");
  return plain.split(PARTING).map(toClause).filter((clause) => clause.text !== "");
}
