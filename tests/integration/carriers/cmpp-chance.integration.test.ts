import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { CmppGateway } from "@/lib/server/carriers/cmpp/server";
import { batchOf, CmppStage } from "./cmpp-stage";

const SEEDS = Array.from({ length: Number(process.env.FAULT_SEEDS ?? 4) }, (_, index) => index + 1);

/** Numbers from 0 below a bound, the same for the same seed (mulberry32). */
function chanceOf(seed: number): (below: number) => number {
  let state = seed * 0x9e3779b9;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

describe("whatever a gateway does wrong, and in whatever order", () => {
  let stage: CmppStage;
  let gateway: CmppGateway;
  beforeEach(async () => {
    stage = await CmppStage.make();
    ({ gateway } = stage);
  });
  afterEach(() => stage.clear());

  it.each(SEEDS)("no segment is taken twice, what is accepted was taken whole, and what may be sent again was not taken at all (seed %i)", async (seed) => {
    const chance = chanceOf(seed);
    Object.assign(gateway.behaviour, {
      reports: 0, shuffle: 1 + (seed % 3), halves: seed % 3 === 0, wholesOnly: seed % 3 === 1, result: () => [0, 0, 0, 0, 0, 0, 8, 8, 10, 0][chance(10)] ?? 0,
    } satisfies Partial<CmppGateway["behaviour"]>);
    await stage.open({ answerTimeoutMs: 400, connections: 1 + (seed % 3), reconnectMs: 10, window: 4 + chance(13) });
    // Asked at each SUBMIT: connections break in the middle of texts, and some SUBMITs are taken without a word.
    Object.defineProperties(gateway.behaviour, { closeAfter: { get: () => (chance(60) === 0 ? 1 : null) }, silent: { get: () => chance(80) === 0 } });
    const batch = batchOf(60).map((one, index) => ({ ...one, text: "雁".repeat([10, 100, 200][index % 3] ?? 10) }));
    const answers = await stage.submit(batch);
    expect(answers.size).toBe(60);
    const said = [...answers.values()].map(({ outcome }) => outcome);
    // All three came about: else what follows says nothing.
    expect(new Set(said)).toEqual(new Set(["accepted", "refused", "uncertain"]));
    // What had been written when a connection broke may still be on its way.
    await vi.waitFor(() => expect(gateway.connections()).toBeGreaterThan(0), { timeout: 15_000, interval: 10 });

    const taken = new Map<string, number>();
    for (const { submit: one } of gateway.taken) {
      const key = `${one.destinations[0]}/${one.number}`;
      taken.set(key, (taken.get(key) ?? 0) + 1);
    }
    expect([...taken].filter(([, times]) => times > 1)).toEqual([]);
    for (const { reference, to, text } of batch) {
      const held = Array.from({ length: text.length > 70 ? Math.ceil(text.length / 67) : 1 }, (_, index) => taken.has(`${to.slice(3)}/${index + 1}`));
      const answer = answers.get(reference);
      if (answer?.outcome === "accepted") expect([to, held.every(Boolean)]).toEqual([to, true]);
      if (answer?.outcome === "refused") expect([to, held.some(Boolean)]).toEqual([to, answer.code === "hongyan.part_left"]);
    }
  });
});
