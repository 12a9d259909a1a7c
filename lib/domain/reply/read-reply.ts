import { classifyReply } from "./classify";
import { clausesOf } from "./clauses";
import { CALM_PHRASES, COMPLAINT_PHRASES, FRAUD_PHRASES } from "./complaint-phrases";
import { KEEP_PHRASES } from "./keep-phrases";
import { REPLY_KEYWORDS, type ReplyClass, type ReplyFlag, type ReplyKeywords } from "./keywords";
import { nearKeyword } from "./near-keywords";
import { REFUSAL_PHRASES } from "./refusal-phrases";
import { scan, type Because } from "./scan";

/** What a customer's text is taken for, how sure that is, and what it rests on. */
export type ReplyReading = {
  readonly class: ReplyClass;
  /** The keyword as listed; null where no keyword was the whole text. */
  readonly keyword: string | null;
  /** 0 to 1: how sure the class is. */
  readonly score: number;
  /** Codes and phrases of our own lists, never the customer's words; weights in hundredths. */
  readonly because: readonly Because[];
  readonly flag: ReplyFlag | null;
  /** Whether offers are held until a person has looked: a likely refusal, also inside a complaint. */
  readonly holds: boolean;
};

/** From this sum of weights on a reading holds. */
const ENOUGH = 50;

const sum = (reasons: readonly Because[]) => reasons.reduce((total, one) => total + one.weight, 0);
const share = (weight: number) => Math.min(100, Math.max(0, weight)) / 100;

/**
 * Reads a customer's text. Only a keyword that is the whole text refuses; other words make a refusal likely, which a
 * person decides about, or a complaint. Pure, without dictionary or network.
 */
export function readReply(text: string, keywords: ReplyKeywords = REPLY_KEYWORDS): ReplyReading {
  const exact = classifyReply(text, keywords);
  if (exact.keyword !== null) return { ...exact, score: 1, because: [{ code: "keyword", phrase: exact.keyword, weight: 100 }], flag: null, holds: false };
  const clauses = clausesOf(text);
  const fraud = scan(FRAUD_PHRASES, clauses);
  const complaint = [...scan(COMPLAINT_PHRASES, clauses), ...fraud];
  const calm = complaint.length === 0 ? [] : scan(CALM_PHRASES, clauses);
  const near = nearKeyword(clauses, keywords);
  const refusal = [...(near ? [near] : []), ...scan(REFUSAL_PHRASES, clauses)];
  // Who asks in so many words that nothing be sent may speak of a loan besides.
  const isPlain = refusal.some((one) => one.code === "stop_sending");
  const keep = refusal.length === 0 ? [] : scan(KEEP_PHRASES, clauses).filter((one) => !(isPlain && one.code === "about_something_else"));
  const [complaining, refusing] = [sum(complaint) + sum(calm), sum(refusal) + sum(keep)];
  const holds = refusing >= ENOUGH;
  if (complaining >= ENOUGH) {
    const flag = fraud.length > 0 ? "fraud" : "complaint";
    return { class: "complaint", keyword: null, score: share(complaining), because: [...complaint, ...calm, ...(holds ? refusal : [])], flag, holds };
  }
  if (holds) return { class: "likelyRefusal", keyword: null, score: share(refusing), because: [...refusal, ...keep], flag: null, holds };
  return { class: "other", keyword: null, score: 1 - share(Math.max(complaining, refusing)), because: [...refusal, ...keep, ...complaint, ...calm], flag: null, holds };
}
