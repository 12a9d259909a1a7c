/** Counts of an account's answers and reports over some minutes. */
export type AccountWindow = {
  readonly accepted: number;
  /** The message was at fault: number, content, or the line was asked too fast. */
  readonly refused: number;
  /** The line was at fault. */
  readonly troubled: number;
  readonly uncertain: number;
  readonly delivered: number;
  readonly failed: number;
};

/** closed: in use; open: rests; trial: a few messages find out whether it works again. */
export type BreakerState = "closed" | "open" | "trial";
export type BreakerWhy = { readonly code: "answers" | "receipts"; readonly share: number; readonly of: number };

export type Breaker = {
  readonly state: BreakerState;
  /** Open: until when; trial: since when; closed: null. */
  readonly at: Date | null;
  readonly why: BreakerWhy | null;
  /** How often in a row it opened without closing in between. */
  readonly times: number;
};

export const CLOSED: Breaker = { state: "closed", at: null, why: null, times: 0 };

/** The bank's own figures, not a standard's: enough answers to be no accident, and more trouble than luck explains. */
export const BREAKER = {
  windowMinutes: 3,
  answersMin: 20,
  answersTroubledShare: 0.5,
  receiptsMin: 100,
  receiptsFailedShare: 0.8,
  trialAnswersMin: 5,
  restSeconds: 60,
  restSecondsMax: 900,
  /** A trial without an answer ends after so long: nobody may wait for ever. */
  trialSecondsMax: 600,
} as const;

function troubleIn(window: AccountWindow, answersMin: number): BreakerWhy | null {
  const answers = window.accepted + window.refused + window.troubled + window.uncertain;
  const troubled = (window.troubled + window.uncertain) / Math.max(answers, 1);
  if (answers >= answersMin && troubled >= BREAKER.answersTroubledShare) return { code: "answers", share: troubled, of: answers };
  const reports = window.delivered + window.failed;
  const failed = window.failed / Math.max(reports, 1);
  if (reports >= BREAKER.receiptsMin && failed >= BREAKER.receiptsFailedShare) return { code: "receipts", share: failed, of: reports };
  return null;
}

function opened(why: BreakerWhy, times: number, now: Date): Breaker {
  const seconds = Math.min(BREAKER.restSeconds * 2 ** (times - 1), BREAKER.restSecondsMax);
  return { state: "open", at: new Date(now.getTime() + seconds * 1000), why, times };
}

/**
 * The breaker after looking at the account's window: of the last minutes where it is closed, since the trial began where it
 * is on trial. Rests twice as long each time it opens again, up to a quarter of an hour.
 */
export function nextBreaker(before: Breaker, window: AccountWindow, now: Date): Breaker {
  if (before.state === "open") return before.at !== null && before.at > now ? before : { ...before, state: "trial", at: now };
  if (before.state === "closed") {
    const why = troubleIn(window, BREAKER.answersMin);
    return why === null ? before : opened(why, before.times + 1, now);
  }
  const why = troubleIn(window, BREAKER.trialAnswersMin);
  if (why?.code === "answers") return opened(why, before.times + 1, now);
  const answers = window.accepted + window.refused + window.troubled + window.uncertain;
  const over = before.at !== null && now.getTime() - before.at.getTime() > BREAKER.trialSecondsMax * 1000;
  return answers >= BREAKER.trialAnswersMin || over ? CLOSED : before;
}
