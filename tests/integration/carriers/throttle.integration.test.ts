import { describe, expect, it, vi } from "vitest";
import { Throttle } from "@/lib/server/carriers/wire/throttle";

/** A clock of the test's own: time passes where it says so. */
async function inTime<T>(run: (pass: (ms: number) => Promise<void>) => Promise<T>): Promise<T> {
  vi.useFakeTimers({ toFake: ["performance", "setTimeout"] });
  try {
    return await run((ms) => vi.advanceTimersByTimeAsync(ms).then(() => undefined));
  } finally {
    vi.useRealTimers();
  }
}

describe("a line that says: too fast", () => {
  it("is asked twice as slowly each time, once for a whole window, and never slower than one in two seconds", () => inTime(async (pass) => {
    const throttle = new Throttle();
    await pass(1_000);
    for (let count = 0; count < 16; count += 1) throttle.slower();
    expect(throttle.gap).toBe(5);
    for (let count = 0; count < 20; count += 1) {
      await pass(10_000);
      throttle.slower();
    }
    expect(throttle.gap).toBe(2_000);
  }));

  it("is nearly as fast as before within twenty seconds of being content, also for those who wait already", () => inTime(async (pass) => {
    const throttle = new Throttle();
    for (let count = 0; count < 20; count += 1) {
      await pass(10_000);
      throttle.slower();
    }
    let went = 0;
    const until = performance.now() + 60_000;
    for (let count = 0; count < 50; count += 1) {
      void throttle.turn(until).then((may) => {
        went += may ? 1 : 0;
        throttle.faster();
      });
    }
    await pass(20_000);
    expect(went).toBe(50);
    expect(throttle.gap).toBeLessThan(100);
  }));

  it("keeps nobody longer than the time that a call has", () => inTime(async (pass) => {
    const throttle = new Throttle();
    for (let count = 0; count < 20; count += 1) {
      await pass(10_000);
      throttle.slower();
    }
    const answers: boolean[] = [];
    for (let count = 0; count < 10; count += 1) void throttle.turn(performance.now() + 5_000).then((may) => answers.push(may));
    await pass(5_100);
    expect([answers.length, answers.filter(Boolean).length]).toEqual([10, 3]);
  }));
});
