import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decide } from "./decide";
import { exampleFacts } from "./example-facts";
import { clockTime, nextOpening, opensByRule, parseClockTime, quietByWish } from "./hours";
import { CN_PACK } from "./packs/cn";
import { isTimeZone, minuteOfDay, offsetAt } from "./zone";

const at = (text: string) => new Date(text);
const consents = [
  {
    purpose: "promotion" as const,
    channel: "sms" as const,
    state: "given" as const,
    at: at("2020-01-01T00:00:00Z"),
    source: "branch",
  },
];
type Quiet = { fromMinute: number; toMinute: number } | null;
const offer = (quietHours: Quiet = null, timeZone = "Asia/Shanghai") =>
  exampleFacts({ purpose: "promotion", customer: { timeZone, consents, preferences: { quietHours } } });
const until = (decision: ReturnType<typeof decide>) =>
  decision.outcome === "wait" ? decision.until.toISOString() : decision.outcome;

describe("sending hours", () => {
  it("let offers out from 08:00 to 20:00 in the customer's zone, to the minute", () => {
    expect(until(decide(CN_PACK, offer(), at("2026-11-23T07:59:59+08:00")))).toBe("2026-11-23T00:00:00.000Z");
    expect(decide(CN_PACK, offer(), at("2026-11-23T08:00:00+08:00")).outcome).toBe("send");
    expect(decide(CN_PACK, offer(), at("2026-11-23T19:59:59+08:00")).outcome).toBe("send");
    expect(until(decide(CN_PACK, offer(), at("2026-11-23T20:00:00+08:00")))).toBe("2026-11-24T00:00:00.000Z");
    // Half past eight in the evening in Beijing is half past six in Urumqi.
    expect(decide(CN_PACK, offer(null, "Asia/Urumqi"), at("2026-11-23T20:30:00+08:00")).outcome).toBe("send");
  });
  it("let notices out from 07:00 to 22:00 and fraud warnings at any hour", () => {
    const night = at("2026-11-23T22:30:00+08:00");
    for (const purpose of ["account", "education"] as const) {
      expect(until(decide(CN_PACK, exampleFacts({ purpose }), night))).toBe("2026-11-23T23:00:00.000Z");
    }
    // Reminders of debts wait an hour longer.
    expect(until(decide(CN_PACK, exampleFacts({ purpose: "loan" }), night))).toBe("2026-11-24T00:00:00.000Z");
    const quietHours = { fromMinute: 0, toMinute: 0 };
    expect(
      decide(CN_PACK, exampleFacts({ purpose: "risk", customer: { preferences: { quietHours } } }), night).outcome,
    ).toBe("send");
  });
  it("follow the customer's own quiet hours where these are stricter", () => {
    const siesta = { fromMinute: 12 * 60, toMinute: 14 * 60 + 30 };
    const decision = decide(CN_PACK, offer(siesta), at("2026-11-23T13:00:00+08:00"));
    expect(until(decision)).toBe("2026-11-23T06:30:00.000Z");
    expect(decision.trace.find((one) => one.rule === "quiet_hours")?.evidence).toMatchObject({
      by: "customer",
      ownFrom: "12:00",
      ownTo: "14:30",
    });
    // The customer's night ends after the rule's: the later end counts.
    expect(
      until(decide(CN_PACK, offer({ fromMinute: 21 * 60, toMinute: 9 * 60 }), at("2026-11-23T07:00:00+08:00"))),
    ).toBe("2026-11-23T01:00:00.000Z");
    // The customer's quiet hours run from the rule's closing to the next morning, over midnight.
    expect(
      until(decide(CN_PACK, offer({ fromMinute: 19 * 60, toMinute: 10 * 60 }), at("2026-11-23T19:30:00+08:00"))),
    ).toBe("2026-11-24T02:00:00.000Z");
  });
  it("withhold an offer for which the customer leaves no hour of the day", () => {
    expect(
      decide(CN_PACK, offer({ fromMinute: 6 * 60, toMinute: 22 * 60 }), at("2026-11-23T13:00:00+08:00")),
    ).toMatchObject({ outcome: "withhold", rule: "quiet_hours" });
    expect(decide(CN_PACK, offer({ fromMinute: 480, toMinute: 480 }), at("2026-11-23T13:00:00+08:00")).outcome).toBe(
      "withhold",
    );
  });
  it("keep calls away from the midday rest", () => {
    const call = exampleFacts({ purpose: "loan", channel: "voice", customer: { preferences: { wantsCalls: true } } });
    expect(until(decide(CN_PACK, call, at("2026-11-23T12:30:00+08:00")))).toBe("2026-11-23T06:00:00.000Z");
    expect(until(decide(CN_PACK, call, at("2026-11-23T20:30:00+08:00")))).toBe("2026-11-24T01:00:00.000Z");
  });
  it("use the pack's zone for a customer whose zone nobody knows", () => {
    expect(isTimeZone("Asia/Nowhere")).toBe(false);
    expect(until(decide(CN_PACK, offer(null, "Asia/Nowhere"), at("2026-11-23T21:00:00+08:00")))).toBe(
      "2026-11-24T00:00:00.000Z",
    );
  });
  it("stay right on the days when clocks change", () => {
    // New York, 8 March 2026: 02:00 → 03:00. 08:00 is 12:00Z, not 13:00Z.
    expect(until(decide(CN_PACK, offer(null, "America/New_York"), at("2026-03-08T05:30:00Z")))).toBe(
      "2026-03-08T12:00:00.000Z",
    );
    // 1 November 2026: 02:00 → 01:00.
    expect(until(decide(CN_PACK, offer(null, "America/New_York"), at("2026-11-01T04:30:00Z")))).toBe(
      "2026-11-01T13:00:00.000Z",
    );
  });
});

const clockMinute = fc.integer({ min: 0, max: 1439 });
const anyZone = fc.constantFrom(
  "Asia/Shanghai",
  "America/New_York",
  "Europe/London",
  "Australia/Lord_Howe",
  "Asia/Kolkata",
  "America/St_Johns",
  "Asia/Kathmandu",
);
const anyHours = fc
  .tuple(clockMinute, clockMinute)
  .filter(([a, b]) => a !== b)
  .map(([a, b]) => ({
    fromMinute: Math.min(a, b),
    toMinute: Math.max(a, b),
    breakFromMinute: null,
    breakToMinute: null,
  }));
const anyQuiet = fc.option(fc.record({ fromMinute: clockMinute, toMinute: clockMinute }), { nil: null });
// A quarter of the instants fall near a change of clocks of 2026.
const anyInstant = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) }) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        fc.constantFrom(
          Date.UTC(2026, 2, 8),
          Date.UTC(2026, 10, 1),
          Date.UTC(2026, 2, 29),
          Date.UTC(2026, 3, 4),
          Date.UTC(2026, 9, 3),
        ),
        fc.integer({ min: -86_400_000, max: 86_400_000 }),
      )
      .map(([a, b]) => a + b),
  },
);

describe("the next opening", () => {
  it("is the first open minute, as a walk through every minute finds it", () => {
    fc.assert(
      fc.property(anyInstant, anyZone, anyHours, anyQuiet, (now, zone, hours, quiet) => {
        const open = (instant: number) => {
          const minute = minuteOfDay(zone, instant);
          return opensByRule(minute, hours) && !quietByWish(minute, quiet);
        };
        const found = nextOpening(now, zone, hours, quiet);
        if (open(now)) {
          expect(found).toBe(now);
          return;
        }
        let walked: number | null = null;
        const start = Math.floor(now / 60_000) * 60_000;
        for (let minute = 1; minute <= 3 * 1440 && walked === null; minute += 1)
          if (open(start + minute * 60_000)) walked = start + minute * 60_000;
        expect(found).toBe(walked);
      }),
      { numRuns: 300 },
    );
  });
  it("never makes decide wait a second time", () => {
    fc.assert(
      fc.property(
        anyInstant,
        anyZone,
        anyQuiet,
        fc.constantFrom("promotion" as const, "loan" as const),
        (now, timeZone, quietHours, purpose) => {
          const facts = exampleFacts({ purpose, customer: { timeZone, consents, preferences: { quietHours } } });
          const decision = decide(CN_PACK, facts, new Date(now));
          if (decision.outcome !== "wait") return;
          expect(decision.until.getTime()).toBeGreaterThan(now);
          expect(decide(CN_PACK, facts, decision.until).outcome).not.toBe("wait");
        },
      ),
    );
  });
});

describe("wall clocks", () => {
  it("agree with Intl about every minute", () => {
    fc.assert(
      fc.property(anyInstant, anyZone, (instant, timeZone) => {
        const shown = new Intl.DateTimeFormat("en-GB", {
          timeZone,
          hour: "2-digit",
          minute: "2-digit",
          hourCycle: "h23",
        }).format(instant);
        expect(clockTime(minuteOfDay(timeZone, instant))).toBe(shown);
        expect(Math.abs(offsetAt(timeZone, instant) % 60_000)).toBe(0);
      }),
    );
  });
  it("are read back as they are written", () => {
    for (let minute = 0; minute <= 1440; minute += 1) expect(parseClockTime(clockTime(minute))).toBe(minute);
    for (const wrong of ["8:00", "24:01", "12:60", "", "noon"]) expect(parseClockTime(wrong)).toBeNull();
  });
});
