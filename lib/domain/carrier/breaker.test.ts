import { describe, expect, it } from "vitest";
import { BREAKER, CLOSED, nextBreaker, type AccountWindow } from "./breaker";

const NOW = new Date("2026-11-26T04:00:00Z");
const after = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
const seen = (over: Partial<AccountWindow>): AccountWindow => ({ accepted: 0, refused: 0, troubled: 0, uncertain: 0, delivered: 0, failed: 0, ...over });

describe("the breaker of an account", () => {
  it("stays closed while little is known, however bad it looks", () => {
    expect(nextBreaker(CLOSED, seen({ troubled: BREAKER.answersMin - 1 }), NOW)).toEqual(CLOSED);
  });

  it("does not open for what messages are refused for: wrong numbers and content are not the line's fault", () => {
    expect(nextBreaker(CLOSED, seen({ accepted: 10, refused: 500 }), NOW)).toEqual(CLOSED);
  });

  it("opens when half the answers are trouble or silence, and says so", () => {
    expect(nextBreaker(CLOSED, seen({ accepted: 10, troubled: 6, uncertain: 4 }), NOW)).toEqual({ state: "open", at: after(60), why: { code: "answers", share: 0.5, of: 20 }, times: 1 });
  });

  it("opens when hardly anything arrives, although everything is accepted", () => {
    expect(nextBreaker(CLOSED, seen({ accepted: 500, delivered: 10, failed: 90 }), NOW)).toMatchObject({ state: "open", why: { code: "receipts", share: 0.9 } });
  });

  it("rests, then tries with a few, closes when they are answered well", () => {
    const open = nextBreaker(CLOSED, seen({ troubled: 20 }), NOW);
    expect(nextBreaker(open, seen({ troubled: 20 }), after(59))).toBe(open);
    const trial = nextBreaker(open, seen({ troubled: 20 }), after(61));
    expect(trial).toMatchObject({ state: "trial", at: after(61), times: 1 });
    expect(nextBreaker(trial, seen({ accepted: 4 }), after(70))).toBe(trial);
    expect(nextBreaker(trial, seen({ accepted: 5 }), after(70))).toEqual(CLOSED);
  });

  it("rests twice as long each time a trial fails, up to a quarter of an hour", () => {
    let breaker = nextBreaker(CLOSED, seen({ troubled: 20 }), NOW);
    let now = NOW;
    const rests: number[] = [];
    for (let round = 0; round < 7; round += 1) {
      rests.push(((breaker.at?.getTime() ?? 0) - now.getTime()) / 1000);
      now = new Date((breaker.at?.getTime() ?? 0) + 1_000);
      breaker = nextBreaker(nextBreaker(breaker, seen({}), now), seen({ uncertain: 5 }), now);
    }
    expect(rests).toEqual([60, 120, 240, 480, 900, 900, 900]);
  });

  it("a trial that nobody answers does not last for ever", () => {
    const trial = nextBreaker(nextBreaker(CLOSED, seen({ troubled: 20 }), NOW), seen({}), after(61));
    expect(nextBreaker(trial, seen({}), after(61 + BREAKER.trialSecondsMax + 1))).toEqual(CLOSED);
  });
});
