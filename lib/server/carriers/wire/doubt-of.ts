import "server-only";
import type { Doubt } from "@/lib/domain/carrier/doubt";

const TOO_LATE = /timed?.?out|abort/i;
const BROKEN: ReadonlySet<string> = new Set(["ECONNRESET", "EPIPE", "ECONNABORTED"]);

/** Why an error of a provider's package leaves a call in doubt: no answer in time, a connection that ended, else an answer that the package could make nothing of. */
export function doubtOf(error: unknown): Doubt {
  const { name, code, message } = (typeof error === "object" && error !== null ? error : {}) as { readonly name?: unknown; readonly code?: unknown; readonly message?: unknown };
  const words = [name, code].filter((one) => typeof one === "string");
  if (words.some((one) => BROKEN.has(one)) || message === "socket hang up") return "broken_off";
  // The packages put their own time-outs into words alone.
  return words.some((one) => TOO_LATE.test(one)) || (typeof message === "string" && /^(?:Read|Connect)?Timeout|timeout of \d|aborted/i.test(message)) ? "unanswered" : "unreadable_answer";
}
