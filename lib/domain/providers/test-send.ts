import { z } from "zod";
import type { ErrorClass } from "@/lib/domain/message/provider-error";

/** More than anybody needs to set an account up, and too few to send anything with. */
export const TESTS_AN_HOUR = 10;
export const HOUR_MS = 3_600_000;

/** A test that no worker took within this time is not sent any more: who asked has gone on. */
export const WAITS_MS = 120_000;
/** An answer comes within half a minute, or the worker is gone. */
export const ANSWERS_MS = 90_000;

/** How a test stands; `not_sent`: no worker took it in time. */
export type TestView = "waiting" | "sending" | "not_sent" | "accepted" | "refused" | "uncertain";

/** A test as the page shows it, without the number and the text. */
export type TestResult = {
  readonly id: string;
  readonly view: TestView;
  readonly askedAt: Date;
  /** What the carrier calls it, where it took it. */
  readonly providerMessageId: string;
  readonly code: string;
  /** What the code means; `own`: the code is ours, nothing was handed over. */
  readonly meaning: { readonly class: ErrorClass | null; readonly words: string; readonly isMapped: boolean; readonly isOwn: boolean } | null;
  readonly tookMs: number | null;
};

type Row = { readonly state: string; readonly askedAt: Date; readonly handedAt: Date | null };

/** How a stored test stands now, so that a page never waits for a worker that is gone. */
export function testView({ state, askedAt, handedAt }: Row, now: Date): TestView {
  if (state === "accepted" || state === "refused" || state === "uncertain") return state;
  if (state === "sending") return handedAt !== null && now.getTime() - handedAt.getTime() >= ANSWERS_MS ? "uncertain" : "sending";
  return now.getTime() - askedAt.getTime() >= WAITS_MS ? "not_sent" : "waiting";
}

/** Milliseconds until one more may be asked for, by when the last ones of the hour were; 0: now. */
export function testWaitMs(askedAt: readonly Date[], now: Date): number {
  const recent = askedAt.map((at) => at.getTime()).filter((at) => now.getTime() - at < HOUR_MS).sort((a, b) => b - a);
  const blocking = recent[TESTS_AN_HOUR - 1];
  return blocking === undefined ? 0 : blocking + HOUR_MS - now.getTime();
}

/** One's own phone as it is typed; empty takes it away. */
export const ownPhoneSchema = z.object({ phone: z.string().trim().max(40, "phone.characters") });
export type OwnPhoneInput = z.output<typeof ownPhoneSchema>;
