import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CHANNELS, PURPOSES } from "@/lib/domain/shared/vocabulary";
import { decide } from "./decide";
import { exampleFacts } from "./example-facts";
import { CN_PACK } from "./packs/cn";

const START = Date.UTC(2025, 0, 1);
const anyInstant = fc.integer({ min: 0, max: 24 * 730 }).map((hours) => new Date(START + hours * 3_600_000));
const anyWord = fc.record({
  purpose: fc.constantFrom(...PURPOSES),
  channel: fc.constantFrom(...CHANNELS),
  state: fc.constantFrom("given" as const, "withdrawn" as const),
  at: anyInstant,
  source: fc.constantFrom("branch", "reply", "import"),
});
const anySuppression = fc.record({
  purpose: fc.constantFrom(null, ...PURPOSES),
  channel: fc.constantFrom(null, ...CHANNELS),
  at: anyInstant,
  source: fc.constant("reply"),
});

describe("promise 6: the latest refusal wins", () => {
  it("no sequence of consents, refusals and clock changes lets an offer out to a customer whose latest word is no", () => {
    let refusals = 0;
    fc.assert(
      fc.property(
        fc.array(anyWord, { maxLength: 12 }),
        fc.array(anyInstant, { minLength: 1, maxLength: 6 }),
        fc.constantFrom(...CHANNELS),
        fc.boolean(),
        (consents, clocks, channel, wantsCalls) => {
          // Reckoned anew, without the code under test: sort by time, a tie is a no.
          const words = consents.filter((one) => one.purpose === "promotion" && one.channel === channel);
          const latest = [...words].sort(
            (a, b) => b.at.getTime() - a.at.getTime() || (a.state === "withdrawn" ? -1 : 1),
          )[0];
          if (latest?.state === "given") return;
          refusals += 1;
          for (const now of clocks) {
            const facts = exampleFacts({
              purpose: "promotion",
              channel,
              customer: { consents, preferences: { wantsCalls } },
            });
            expect(decide(CN_PACK, facts, now).outcome).toBe("withhold");
          }
        },
      ),
      { numRuns: 500 },
    );
    expect(refusals).toBeGreaterThan(50);
  });
  it("a suppression that covers the message withholds it whenever it is asked, whatever was agreed", () => {
    fc.assert(
      fc.property(
        fc.array(anySuppression, { minLength: 1, maxLength: 5 }),
        fc.array(anyWord, { maxLength: 6 }),
        anyInstant,
        fc.constantFrom(...PURPOSES),
        fc.constantFrom("sms" as const, "email" as const),
        (suppressions, consents, now, purpose, channel) => {
          const phone = (one: string) => (one === "email" ? "email" : "phone");
          const covered = suppressions.some(
            (one) => (one.purpose ?? purpose) === purpose && phone(one.channel ?? channel) === phone(channel),
          );
          const decision = decide(
            CN_PACK,
            exampleFacts({ purpose, channel, customer: { suppressions, consents } }),
            now,
          );
          if (covered) expect(decision.outcome).toBe("withhold");
          else expect(decision.trace.find((one) => one.rule === "suppression")?.outcome).toBe("pass");
        },
      ),
    );
  });
});
