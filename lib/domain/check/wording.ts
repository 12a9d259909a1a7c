import type { Purpose } from "@/lib/domain/shared/vocabulary";
import { foldForScan, originalRange, type Folded } from "@/lib/domain/text/fold";
import { finding, type Finding, type FindingRule } from "./finding";
import {
  ALARMS, ANNUAL_RATE, ASKING, CODE_WARNINGS, COST_TABLE, GUARANTEES, INDUCING, INVESTMENT, JARGON, LOAN_WORDS, PRICE, RISK_WORDS, SECRETS, SIMPLE_INTEREST, URGENCY,
} from "./lexicon";

function firstOf(folded: Folded, words: readonly string[]): { word: string; from: number; to: number } | null {
  let best: { word: string; from: number; to: number } | null = null;
  for (const word of words) {
    const at = folded.text.indexOf(word);
    if (at !== -1 && (best === null || at < best.from)) best = { word, from: at, to: at + word.length };
  }
  return best;
}

const ASCII = /^[a-z0-9 ]+$/u;

// An abbreviation is a word of its own: apply is no app.
function jargonIn(folded: Folded): { word: string; from: number; to: number } | null {
  const hits = JARGON.flatMap((word) => {
    const at = ASCII.test(word) ? folded.text.search(new RegExp(`(?<![a-z0-9])${word}(?![a-z0-9])`, "u")) : folded.text.indexOf(word);
    return at === -1 ? [] : [{ word, from: at, to: at + word.length }];
  });
  return hits.sort((a, b) => a.from - b.from)[0] ?? null;
}

const contains = (folded: Folded, words: readonly string[]) => words.some((word) => folded.text.includes(word));

/** Findings about what a text says, whatever its length: promises, lures, prices, alarms, questions for secrets. */
export function checkWording(text: string, purpose: Purpose, has: { readonly code: boolean; readonly link: boolean; readonly elderlyReaders?: boolean }): readonly Finding[] {
  const folded = foldForScan(text);
  const found: Finding[] = [];
  const report = (rule: FindingRule, hit: { word: string; from: number; to: number } | null) => {
    if (!hit) return;
    const range = originalRange(folded, hit.from, hit.to);
    found.push(finding(rule, text, range.from, range.to, { word: hit.word }));
  };

  report("guarantee", firstOf(folded, GUARANTEES));
  if (purpose === "promotion") {
    report("inducing", firstOf(folded, INDUCING));
    report("alarm_in_promotion", firstOf(folded, ALARMS));
    if (!contains(folded, RISK_WORDS)) report("investment_without_risk", firstOf(folded, INVESTMENT));
    const price = PRICE.exec(folded.text);
    const complete = ANNUAL_RATE.test(folded.text) && contains(folded, SIMPLE_INTEREST);
    if (price && contains(folded, LOAN_WORDS) && !complete) {
      report("price_without_annual_rate", { word: price[0], from: price.index, to: price.index + price[0].length });
    }
    if (price && contains(folded, LOAN_WORDS) && !contains(folded, COST_TABLE)) report("cost_table_missing", { word: price[0], from: price.index, to: price.index + price[0].length });
  }

  report("secret_asked", contains(folded, SECRETS) ? firstOf(folded, ASKING) : null);
  if (has.code && !contains(folded, CODE_WARNINGS)) found.push(finding("code_without_warning", text, 0, text.length));

  if (has.elderlyReaders === true) report("elderly_jargon", jargonIn(folded));

  const urgency = firstOf(folded, URGENCY);
  // A warning with a number to call may be urgent; with a link it is what a fraudster writes.
  if (urgency) report(has.link ? "urgency_with_link" : "urgency", urgency);
  return found;
}
