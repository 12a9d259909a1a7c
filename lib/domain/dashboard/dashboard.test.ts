import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  audienceOf,
  delayBucket,
  DELAY_BUCKETS_SECONDS,
  delayQuantile,
  deliveryRate,
  leftOf,
  refusalRate,
} from "./figures";
import { savedAgainstCalls } from "./savings";

const counts = { waiting: 5, sent: 10, delivered: 80, failed: 20, withheld: 7, uncertain: 3 };

describe("the figures of the dashboard", () => {
  it("count delivered among the messages whose fate is known", () => {
    expect(deliveryRate(counts)).toBe(0.8);
    expect(deliveryRate({ delivered: 0, failed: 0 })).toBeNull();
  });
  it("count refusals among the messages that can have been read", () => {
    expect(refusalRate(9, counts)).toBe(0.1);
    expect(refusalRate(0, { sent: 0, delivered: 0 })).toBeNull();
  });
  it("add up", () => {
    expect(audienceOf(counts)).toBe(125);
    expect(leftOf(counts)).toBe(113);
  });
  it("find the delay under which most receipts arrived", () => {
    const buckets = [
      { bucketSeconds: 60, count: 10 },
      { bucketSeconds: 5, count: 85 },
      { bucketSeconds: 3600, count: 5 },
    ];
    expect([delayQuantile(buckets, 0.5), delayQuantile(buckets, 0.9), delayQuantile(buckets, 0.99)]).toEqual([
      5, 60, 3600,
    ]);
    expect(delayQuantile([], 0.5)).toBeNull();
    expect([delayBucket(0), delayBucket(5), delayBucket(6), delayBucket(1e9)]).toEqual([
      5,
      5,
      15,
      DELAY_BUCKETS_SECONDS.at(-1),
    ]);
  });
});

describe("cost saved against calls", () => {
  const assumption = { minutesPerCall: 2.5, callMicrosPerMinute: 100_000, staffWageMicrosPerHour: 36_000_000 };
  it("follows the formula: begun minutes for the line, real minutes for staff", () => {
    // 1,000 calls of 2.5 minutes: 3 begun minutes at 0.1 yuan, and 150 s of 36 yuan an hour = 1.5 yuan.
    expect(savedAgainstCalls(1_000, 45_000_000n, assumption)).toEqual({
      calls: 1_000,
      lineMicros: 300_000_000n,
      staffMicros: 1_500_000_000n,
      callMicros: 1_800_000_000n,
      smsMicros: 45_000_000n,
      savedMicros: 1_755_000_000n,
    });
  });
  it("charges staff for calls that nobody answers, and the line not", () => {
    const half = savedAgainstCalls(1_000, 0n, { ...assumption, answerRate: 0.5 });
    expect(half).toMatchObject({ calls: 2_000, lineMicros: 300_000_000n, staffMicros: 2_100_000_000n });
    expect(savedAgainstCalls(10, 0n, { ...assumption, answerRate: 0 }).calls).toBe(10);
  });
  it("is honest where texts were dearer", () => {
    expect(savedAgainstCalls(0, 5n, assumption)).toMatchObject({ calls: 0, callMicros: 0n, savedMicros: -5n });
  });
  it("never grows with what the texts cost, and grows with the people reached", () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.nat(1_000_000), fc.bigInt({ min: 0n, max: 10n ** 12n }), (a, b, sms) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)].map(
          (reached) => savedAgainstCalls(reached, sms, assumption).savedMicros,
        );
        expect((less ?? 0n) <= (more ?? 0n)).toBe(true);
        expect(savedAgainstCalls(a, sms + 1n, assumption).savedMicros).toBe(
          savedAgainstCalls(a, sms, assumption).savedMicros - 1n,
        );
      }),
    );
  });
});
