import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PURPOSES } from "@/lib/domain/shared/vocabulary";
import {
  advance,
  bucketOf,
  countByBucket,
  isFinal,
  MESSAGE_BUCKETS,
  MESSAGE_STATES,
  type MessageEvent,
  type MessageState,
} from "./states";

const run = (events: readonly MessageEvent[], from: MessageState = "queued"): MessageState =>
  events.reduce<MessageState>((state, event) => {
    const next = advance(state, event);
    return next.ok ? next.value : state;
  }, from);

const claim: MessageEvent = { type: "claim" };
const accepted: MessageEvent = { type: "answer", outcome: "accepted" };
const uncertain: MessageEvent = { type: "answer", outcome: "uncertain" };
const refused = (retry: boolean): MessageEvent => ({ type: "answer", outcome: "refused", retry });
const receipt = (outcome: "delivered" | "failed" | "accepted" | "unknown"): MessageEvent => ({
  type: "receipt",
  outcome,
});

const anyEvent: fc.Arbitrary<MessageEvent> = fc.oneof(
  fc.constantFrom<MessageEvent>(
    { type: "due" },
    { type: "defer" },
    { type: "withhold" },
    { type: "drop" },
    claim,
    accepted,
    uncertain,
    refused(true),
    refused(false),
  ),
  fc.constantFrom("delivered" as const, "failed" as const, "accepted" as const, "unknown" as const).map(receipt),
  fc
    .constantFrom("delivered" as const, "failed" as const, "sent" as const)
    .map((outcome): MessageEvent => ({ type: "resolve", outcome })),
  fc.constantFrom(...PURPOSES).map((purpose): MessageEvent => ({ type: "resend", purpose })),
);

describe("a message", () => {
  it("goes from the queue to the phone", () => {
    expect(run([{ type: "due" }, claim], "deferred")).toBe("submitting");
    expect(run([claim, accepted])).toBe("sent");
    expect(run([claim, accepted, receipt("delivered")])).toBe("delivered");
    expect(run([claim, accepted, receipt("failed")])).toBe("failed");
  });
  it("is claimed once: the second claim is the second sending", () => {
    expect(advance("queued", claim)).toEqual({ ok: true, value: "submitting" });
    for (const state of MESSAGE_STATES.filter((one) => one !== "queued"))
      expect(advance(state, claim).ok, state).toBe(false);
  });
  it("can be withheld until it is claimed, and not after", () => {
    expect(advance("deferred", { type: "withhold" })).toEqual({ ok: true, value: "withheld" });
    expect(advance("queued", { type: "withhold" })).toEqual({ ok: true, value: "withheld" });
    for (const state of ["submitting", "sent", "uncertain", "delivered", "failed"] as const) {
      expect(advance(state, { type: "withhold" })).toMatchObject({ ok: false, error: { code: "message.out_of_turn" } });
    }
  });
  it("goes back into the queue only after a refusal that says later", () => {
    expect(advance("submitting", refused(true))).toEqual({ ok: true, value: "queued" });
    expect(advance("submitting", refused(false))).toEqual({ ok: true, value: "failed" });
    expect(advance("uncertain", refused(true))).toEqual({ ok: true, value: "failed" });
  });
  it("without an answer is uncertain, and is not sent again unless it warns of a risk", () => {
    expect(run([claim, uncertain])).toBe("uncertain");
    for (const purpose of PURPOSES) {
      const again = advance("uncertain", { type: "resend", purpose });
      if (purpose === "risk") expect(again).toEqual({ ok: true, value: "queued" });
      else expect(again, purpose).toMatchObject({ ok: false, error: { code: "message.never_twice" } });
    }
    expect(run([claim, uncertain, receipt("delivered")])).toBe("delivered");
    expect(run([claim, uncertain, accepted])).toBe("sent");
    expect(run([claim, uncertain, { type: "resolve", outcome: "failed" }])).toBe("failed");
  });
  it("takes a receipt that comes before the submit answer", () => {
    expect(run([claim, receipt("delivered"), accepted])).toBe("delivered");
    expect(run([claim, receipt("failed"), accepted, uncertain])).toBe("failed");
  });
  it("that a receipt knows of is not sent again, even where we believed it waited", () => {
    expect(advance("queued", receipt("delivered"))).toEqual({ ok: true, value: "delivered" });
    expect(advance("queued", receipt("accepted"))).toEqual({ ok: true, value: "sent" });
  });
  it("keeps its first end when the carrier contradicts itself, and says so", () => {
    expect(advance("failed", receipt("delivered"))).toEqual({
      ok: false,
      error: { code: "message.already_final", state: "failed" },
    });
    expect(advance("delivered", receipt("failed"))).toEqual({
      ok: false,
      error: { code: "message.already_final", state: "delivered" },
    });
    expect(advance("withheld", receipt("delivered"))).toEqual({
      ok: false,
      error: { code: "message.already_final", state: "withheld" },
    });
    expect(advance("delivered", receipt("delivered"))).toEqual({ ok: true, value: "delivered" });
  });
  it("does not become delivered by a receipt that is not final", () => {
    expect(run([claim, accepted, receipt("accepted"), receipt("unknown")])).toBe("sent");
  });
});

describe("whatever comes, in whatever order, however often", () => {
  it("an end stays an end", () => {
    fc.assert(
      fc.property(fc.constantFrom(...MESSAGE_STATES.filter(isFinal)), fc.array(anyEvent), (state, events) => {
        expect(run(events, state)).toBe(state);
      }),
    );
  });
  it("a submission without doubt is never followed by a second one", () => {
    const events = anyEvent.filter((event) => event.type !== "resend");
    fc.assert(
      fc.property(fc.array(events, { maxLength: 30 }), (list) => {
        let state: MessageState = "queued";
        let left = false;
        for (const event of list) {
          const next = advance(state, event);
          if (!next.ok) continue;
          if (event.type === "claim") {
            expect(left).toBe(false);
            left = true;
          }
          // Only a clear refusal by the carrier takes the submission back.
          if (state === "submitting" && next.value === "queued") left = false;
          state = next.value;
        }
      }),
      { numRuns: 500 },
    );
  });
  it("the same events end in the same bucket", () => {
    // What one submission can bring: answers and receipts that do not contradict each other.
    const stories: readonly (readonly MessageEvent[])[] = [
      [accepted, uncertain, receipt("accepted"), receipt("unknown"), receipt("delivered")],
      [accepted, uncertain, receipt("accepted"), receipt("failed")],
      [accepted, uncertain, receipt("unknown")],
      [refused(false), uncertain],
      [uncertain],
    ];
    const story = fc.constantFrom(...stories).chain((events) =>
      fc
        .tuple(fc.constant(events), fc.array(fc.constantFrom(...events)), fc.array(fc.nat()))
        .map(([all, repeats, keys]) => {
          const every = [...all, ...repeats].map((event, index) => ({ event, key: keys[index] ?? index }));
          return { all, order: every.sort((a, b) => a.key - b.key).map(({ event }) => event) };
        }),
    );
    fc.assert(
      fc.property(story, ({ all, order }) => {
        expect(bucketOf(run(order, "submitting"))).toBe(bucketOf(run(all, "submitting")));
      }),
      { numRuns: 500 },
    );
  });
  it("every message is in exactly one bucket, and the sum is the audience", () => {
    fc.assert(
      fc.property(fc.array(fc.array(anyEvent), { maxLength: 20 }), (audience) => {
        const states = audience.map((events) => [run(events), 1] as const);
        const sums = countByBucket(states);
        expect(MESSAGE_BUCKETS.reduce((sum, bucket) => sum + sums[bucket], 0)).toBe(audience.length);
      }),
    );
  });
  it("recipients that are not messages yet are counted as waiting", () => {
    expect(
      countByBucket([
        ["pending", 7],
        ["delivered", 2],
        ["submitting", 1],
      ]),
    ).toEqual({ waiting: 8, sent: 0, delivered: 2, failed: 0, withheld: 0, uncertain: 0 });
  });
});
