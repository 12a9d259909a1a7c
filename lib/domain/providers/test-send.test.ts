import { describe, expect, it } from "vitest";
import { ANSWERS_MS, HOUR_MS, testView, testWaitMs, TESTS_AN_HOUR, WAITS_MS } from "./test-send";

const now = new Date("2026-06-01T12:00:00Z");
const ago = (ms: number) => new Date(now.getTime() - ms);

describe("a test of an account", () => {
  it("is what was answered", () => {
    for (const state of ["accepted", "refused", "uncertain"] as const) expect(testView({ state, askedAt: ago(WAITS_MS), handedAt: ago(ANSWERS_MS) }, now)).toBe(state);
  });
  it("waits for a worker for two minutes, and is not sent after that", () => {
    expect(testView({ state: "waiting", askedAt: ago(WAITS_MS - 1), handedAt: null }, now)).toBe("waiting");
    expect(testView({ state: "waiting", askedAt: ago(WAITS_MS), handedAt: null }, now)).toBe("not_sent");
  });
  it("is uncertain when the worker that handed it over says nothing any more", () => {
    expect(testView({ state: "sending", askedAt: ago(WAITS_MS), handedAt: ago(ANSWERS_MS - 1) }, now)).toBe("sending");
    expect(testView({ state: "sending", askedAt: ago(WAITS_MS), handedAt: ago(ANSWERS_MS) }, now)).toBe("uncertain");
  });
  it("may be asked for so many times an hour, and again when the first of them is an hour old", () => {
    const asked = Array.from({ length: TESTS_AN_HOUR }, (_, index) => ago(HOUR_MS - 1_000 * (index + 1)));
    expect(testWaitMs(asked.slice(1), now)).toBe(0);
    expect(testWaitMs(asked, now)).toBe(1_000);
    expect(testWaitMs([...asked.slice(1), ago(HOUR_MS)], now)).toBe(0);
  });
});
