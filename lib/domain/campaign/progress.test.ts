import { describe, expect, it } from "vitest";
import { hasEnded, paceOf, waitingCount, type ProgressCount } from "./progress";

const count = (state: string, number: number): ProgressCount => ({ state, reason: "", count: number, billingSegments: 0, costMicros: "0" });
const at = (second: number, waiting: number) => ({ at: new Date(second * 1000).toISOString(), counts: [count("pending", waiting), count("sent", 1000 - waiting)] });

describe("the pace of a campaign", () => {
  it("is what left the queue in the time observed, and foretells from that", () => {
    expect(paceOf([at(0, 1000), at(5, 750), at(10, 500)])).toEqual({ perSecond: 50, secondsLeft: 10 });
  });
  it("foretells nothing from one look or a standstill", () => {
    expect(paceOf([at(0, 10)])).toEqual({ perSecond: 0, secondsLeft: null });
    expect(paceOf([at(0, 10), at(9, 10)])).toEqual({ perSecond: 0, secondsLeft: null });
  });
  it("counts submitted and withheld recipients as done", () => {
    expect(waitingCount([count("pending", 3), count("deferred", 2), count("submitting", 1), count("withheld", 7), count("uncertain", 1)])).toBe(6);
  });
  it("ends with the campaign only", () => {
    expect(hasEnded({ state: "completed" })).toBe(true);
    expect(hasEnded({ state: "paused" })).toBe(false);
  });
});
