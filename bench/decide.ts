import { performance } from "node:perf_hooks";
import { decide } from "@/lib/domain/policy/decide";
import { exampleFacts } from "@/lib/domain/policy/example-facts";
import { CN_PACK } from "@/lib/domain/policy/packs/cn";
import type { DecisionFacts } from "@/lib/domain/policy/facts";

// Microseconds per decision on the mainland pack, for the customers that a campaign really meets: most agree, some
// refused, some have quiet hours and history. The promise is less than 20 µs a customer.
const DECISIONS = 200_000;
const NOON = new Date("2026-11-23T12:00:00+08:00");
const NIGHT = new Date("2026-11-23T23:00:00+08:00");

const day = (days: number) => new Date(NOON.getTime() - days * 86_400_000);
const word = { purpose: "promotion", channel: "sms", source: "branch" } as const;
const history = [1.5, 3, 9, 20, 45].map(
  (days) => ({ at: day(days), purpose: "account", channel: "sms", templateKey: "t", contentHash: null , asksFor: null, family: null}) as const,
);

const people: readonly DecisionFacts[] = Array.from({ length: 1_000 }, (_, index) =>
  exampleFacts({
    purpose: "promotion",
    history: index % 2 === 0 ? history : [],
    contentHash: String(index),
    customer: {
      timeZone: index % 50 === 0 ? "Asia/Urumqi" : "Asia/Shanghai",
      consents: [
        { ...word, state: "given", at: day(300) },
        ...(index % 10 === 0 ? [{ ...word, state: "withdrawn" as const, at: day(30) }] : []),
      ],
      suppressions: index % 20 === 0 ? [{ purpose: "promotion", channel: null, at: day(30), source: "reply" }] : [],
      preferences: { quietHours: index % 3 === 0 ? { fromMinute: 1260, toMinute: 480 } : null },
    },
  }),
);

function measure(now: Date): number {
  const started = performance.now();
  for (let count = 0; count < DECISIONS; count += 1)
    decide(CN_PACK, people[count % people.length] ?? exampleFacts(), now);
  return ((performance.now() - started) * 1_000) / DECISIONS;
}

measure(NOON);
console.log(`decide, CN pack, by day:   ${measure(NOON).toFixed(2)} µs a customer`);
console.log(`decide, CN pack, by night: ${measure(NIGHT).toFixed(2)} µs a customer (everyone waits)`);
