import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { encodePdu } from "@/lib/domain/carrier/cmpp/encode";
import { toHex } from "@/lib/domain/carrier/cmpp/octets";
import { CMPP_VERSIONS } from "@/lib/domain/carrier/cmpp/pdu";
import { closeCmpp, cmpp } from "@/lib/server/carriers/cmpp/driver";
import { startGateway, type CmppGateway } from "@/lib/server/carriers/cmpp/server";
import { logger } from "@/lib/server/logger";
import { batchOf, CmppStage, SECRET, settings, shown, text } from "./cmpp-stage";
import { describeCarrier, type CarrierFixture } from "./contract";
import { closedAddress } from "./local-server";
import { accountOf } from "./messages";

async function makeFixture(): Promise<CarrierFixture> {
  const gateway = await startGateway({ account: "901234", secret: "shared" });
  let seen = 0;
  return {
    driver: cmpp, account: accountOf("cmpp", settings(gateway.port), SECRET), message: (index) => text(index),
    behave: (how) => {
      gateway.behaviour.silent = how === "silent";
      gateway.behaviour.result = () => (how === "refuse" ? 6 : 0);
    },
    takenSince: () => {
      const fresh = gateway.taken.slice(seen);
      seen = gateway.taken.length;
      return Promise.resolve(shown(fresh));
    },
    unreachable: accountOf("cmpp", settings(Number(new URL(await closedAddress()).port)), SECRET),
    close: async () => {
      await closeCmpp();
      await gateway.close();
    },
  };
}

describeCarrier("cmpp", makeFixture);

describe("a CMPP link", () => {
  let stage: CmppStage;
  let gateway: CmppGateway;
  beforeEach(async () => {
    stage = await CmppStage.make();
    ({ gateway } = stage);
  });
  afterEach(() => stage.clear());

  it("speaks every version, and its reports name the ids of what was taken", async () => {
    for (const version of CMPP_VERSIONS) {
      stage.stored = [];
      await stage.open({ version });
      const answers = [...(await stage.submit(batchOf(3))).values()];
      await stage.arrived(3);
      expect(stage.receipts().map((one) => [one.providerMessageId, one.state]).sort()).toEqual(answers.map((one) => [one.outcome === "accepted" ? one.providerMessageId : "", "delivered"]).sort());
      await vi.waitFor(() => expect(gateway.acknowledged.length).toBeGreaterThanOrEqual(3), { timeout: 15_000 });
      await stage.link.close(500);
    }
  });

  it("a gateway whose authenticator counts its status as one octet, as four, or wrongly, is spoken to", async () => {
    for (const octets of [1, 4, 0] as const) {
      gateway.behaviour.statusOctets = octets;
      await stage.open();
      expect(await stage.outcomes(batchOf(1))).toEqual(["accepted"]);
      await stage.link.close(500);
    }
  });

  it("a gateway's wrong proof is told once, and not at each connection", async () => {
    gateway.behaviour.statusOctets = 4;
    await stage.open();
    await stage.link.close(500);
    const warn = vi.spyOn(logger(), "warn");
    try {
      gateway.behaviour.statusOctets = 0;
      for (let time = 0; time < 2; time += 1) {
        await stage.open({ connections: 2 });
        await stage.link.close(500);
      }
      expect(warn.mock.calls.map(([, words]) => words)).toEqual(["the gateway's authenticator does not match the shared secret"]);
    } finally {
      warn.mockRestore();
    }
  });

  it("a gateway that numbers nothing: each text has an id of its own, and replies are told apart", async () => {
    Object.assign(gateway.behaviour, { numbersNothing: true, reports: 0 });
    await stage.open();
    const ids = [...(await stage.submit(batchOf(3))).values()].map((one) => (one.outcome === "accepted" ? one.providerMessageId : ""));
    expect([new Set(ids).size, ids.every((id) => /^none-.+/.test(id))]).toEqual([3, true]);
    for (const words of ["R", "T"]) gateway.deliver({ source: "15400000001", content: Uint8Array.from(Buffer.from(words)), format: 0, msgId: "0".repeat(16) });
    await stage.arrived(2);
    const idOf = (index: number, at: string) => cmpp.parseInbound!(stage.account, { ...stage.stored[index]!, receivedAt: at })[0]?.providerInboundId;
    const at = "2026-11-26T04:00:10Z";
    expect(new Set([idOf(0, at), idOf(1, at), idOf(0, "2026-11-26T05:00:10Z")]).size).toBe(3);
    expect(idOf(0, "2026-11-26T04:00:50Z")).toBe(idOf(0, at));
  });

  it("a PDU that cannot be read is passed over, and the line stays", async () => {
    await stage.open();
    // A DELIVER without its fields.
    gateway.write(Uint8Array.of(0, 0, 0, 14, 0, 0, 0, 5, 0, 0, 0, 9, 1, 2));
    expect(await stage.outcomes(batchOf(2))).toEqual(["accepted", "accepted"]);
    await stage.arrived(2);
    expect([gateway.connections(), gateway.acknowledged.includes(9)]).toEqual([1, false]);
  });

  it("a number outside the mainland is not handed over: the gateway would take it for a stranger's", async () => {
    await stage.open();
    expect(await stage.outcomes([{ ...text(1), to: "+13125550123" }])).toEqual(["hongyan.invalid_number"]);
    expect(gateway.taken).toEqual([]);
  });

  it("a wrong password hands nothing over, says so in the gateway's code, and is tried again later", async () => {
    stage.connect({}, { sharedSecret: "wrong" });
    await vi.waitFor(() => expect(stage.link.states()).toMatchObject([{ state: "down", detail: "cmpp-connect-resp:3" }]), { timeout: 15_000, interval: 5 });
    expect(gateway.taken).toEqual([]);
    await stage.link.close(0);
  });

  it("never has more open answers on a connection than its window, and uses all its connections", async () => {
    gateway.behaviour.shuffle = 8;
    await stage.open({ connections: 3, window: 8 });
    expect(new Set(await stage.outcomes(batchOf(200)))).toEqual(new Set(["accepted"]));
    expect(gateway.mostInFlight()).toBeLessThanOrEqual(8);
    expect(gateway.connections()).toBe(3);
    expect(gateway.taken).toHaveLength(200);
  });

  it("answers that come out of order reach their own messages", async () => {
    gateway.behaviour.shuffle = 16;
    gateway.behaviour.result = (_submit, count) => (count % 5 === 0 ? 6 : 0);
    await stage.open();
    const batch = batchOf(64);
    const answers = await stage.submit(batch);
    for (const one of batch) {
      const answer = answers.get(one.reference);
      const took = gateway.taken.find(({ submit: sent }) => sent.destinations[0] === one.to.slice(3));
      expect(answer).toEqual(took ? { outcome: "accepted", providerMessageId: took.msgId } : { outcome: "refused", code: "6" });
    }
  });

  it("closed in mid-window: what was written is uncertain, what was not goes over the next connection, nothing twice", async () => {
    gateway.behaviour.closeAfter = 10;
    gateway.behaviour.shuffle = 100;
    await stage.open();
    const batch = batchOf(40);
    const sending = stage.submit(batch);
    await vi.waitFor(() => expect(stage.link.states()[0]?.state).not.toBe("up"), { timeout: 15_000, interval: 1 });
    Object.assign(gateway.behaviour, { closeAfter: null, shuffle: 1 });
    const answers = await sending;
    const said = batch.map((one) => answers.get(one.reference)?.outcome);
    expect(said.filter((one) => one === "uncertain").length).toBeGreaterThan(0);
    expect(said.filter((one) => one === "accepted").length).toBeGreaterThan(0);
    expect(said).not.toContain("refused");
    const numbers = gateway.taken.map(({ submit: sent }) => sent.destinations[0]);
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  it("throttled for a while: slows down, loses nobody, sends nobody twice", async () => {
    await stage.open();
    const until = performance.now() + 1_500;
    let asked = 0;
    gateway.behaviour.result = () => (performance.now() < until ? ((asked += 1), 8) : 0);
    expect(new Set(await stage.outcomes(batchOf(50)))).toEqual(new Set(["accepted"]));
    // Twice as slow each time: a second and a half of "too fast" is no more than a few dozen tries.
    expect(asked).toBeLessThan(80);
    const numbers = gateway.taken.map(({ submit: sent }) => sent.destinations[0]);
    expect([numbers.length, new Set(numbers).size]).toEqual([50, 50]);
  });

  it("a gateway that takes fifty a second is found out: all of it leaves, and few are asked too early", async () => {
    await stage.open();
    let [second, taken, asked, early] = [0, 0, 0, 0];
    gateway.behaviour.result = () => {
      const now = Math.floor(performance.now() / 1_000);
      if (now !== second) [second, taken] = [now, 0];
      asked += 1;
      if (taken >= 50) return (early += 1), 8;
      taken += 1;
      return 0;
    };
    expect(new Set(await stage.outcomes(batchOf(150)))).toEqual(new Set(["accepted"]));
    expect(gateway.taken).toHaveLength(150);
    expect(early / asked).toBeLessThan(0.4);
  });

  it("silent: nothing is called refused, and the link says that the other side is gone", async () => {
    gateway.behaviour.silent = true;
    gateway.behaviour.alive = false;
    await stage.open({ idleMs: 200, answerTimeoutMs: 400 });
    expect(new Set(await stage.outcomes(batchOf(20)))).toEqual(new Set(["uncertain"]));
    await vi.waitFor(() => expect(stage.link.states()[0]).toMatchObject({ state: expect.stringMatching(/down|connecting/) as string, detail: "silent" }), { timeout: 15_000, interval: 5 });
  });

  it("half a PDU waits for its other half", async () => {
    gateway.behaviour.halves = true;
    await stage.open();
    expect(new Set(await stage.outcomes(batchOf(5)))).toEqual(new Set(["accepted"]));
    await stage.arrived(5);
    expect(stage.receipts()).toHaveLength(5);
  });

  it("octets that are no PDU end the connection and become nothing", async () => {
    await stage.open({ reconnectMs: 500 });
    gateway.write(Uint8Array.of(0, 0, 0, 3, 1, 2, 3));
    await vi.waitFor(() => expect(stage.link.states()[0]?.detail).toBe("cmpp.too_short"), { timeout: 15_000, interval: 2 });
    await vi.waitFor(() => expect(stage.link.states()[0]?.state).toBe("up"), { timeout: 15_000 });
    expect(stage.stored).toEqual([]);
    expect(await stage.outcomes(batchOf(1))).toEqual(["accepted"]);
  });

  it("reports that come twice, or before the answer, are handed over as they come", async () => {
    Object.assign(gateway.behaviour, { reports: 2, reportFirst: true, stat: "UNDELIV" });
    await stage.open();
    const [answer] = [...(await stage.submit(batchOf(1))).values()];
    await stage.arrived(2);
    expect(stage.receipts()).toEqual([0, 1].map(() => expect.objectContaining({ providerMessageId: answer?.outcome === "accepted" ? answer.providerMessageId : "", state: "failed", code: "UNDELIV" }) as unknown));
    expect(cmpp.receiptReason("UNDELIV")).toBe("undelivered");
  });

  it("what cannot be stored is not acknowledged, so that the gateway brings it again", async () => {
    await stage.open();
    let failures = 0;
    stage.store = () => {
      failures += 1;
      return Promise.reject(new Error("the database is away"));
    };
    const content = Uint8Array.from(Buffer.from("TD"));
    const lost = gateway.deliver({ source: "15400000001", content, format: 0, msgId: "b94bd6800f000009" });
    await vi.waitFor(() => expect(failures).toBe(1), { timeout: 15_000, interval: 5 });
    stage.store = (request) => Promise.resolve(void stage.stored.push(request));
    const heard = gateway.deliver({ source: "15400000001", content, format: 0, msgId: "b94bd6800f000009" });
    await vi.waitFor(() => expect(gateway.acknowledged).toContain(heard), { timeout: 15_000, interval: 5 });
    expect(gateway.acknowledged).not.toContain(lost);
    expect(stage.stored.flatMap((request) => cmpp.parseInbound!(stage.account, request))).toMatchObject([{ providerInboundId: "cmpp-b94bd6800f000009", from: "+8615400000001", text: "TD" }]);
  });

  it("a clock five minutes off changes nothing that is said about messages", async () => {
    await stage.open();
    const at = new Date(Date.now() - 5 * 60_000);
    vi.useFakeTimers({ toFake: ["Date"], now: at });
    try {
      expect(await stage.outcomes(batchOf(2))).toEqual(["accepted", "accepted"]);
      await stage.arrived(2);
      expect(stage.receipts().map((one) => one.state)).toEqual(["delivered", "delivered"]);
    } finally {
      vi.useRealTimers();
    }
  });

  it("a connection that breaks is opened again by itself", async () => {
    await stage.open({ reconnectMs: 500 });
    gateway.breakOff();
    await vi.waitFor(() => expect(stage.link.states()[0]?.state).not.toBe("up"), { timeout: 15_000, interval: 1 });
    await vi.waitFor(() => expect(stage.link.states()[0]?.state).toBe("up"), { timeout: 15_000 });
    expect(await stage.outcomes(batchOf(1))).toEqual(["accepted"]);
  });

  it("a callback that is no DELIVER becomes neither receipt nor reply", () => {
    for (const body of ["", "zz", "00000010", toHex(encodePdu({ command: "ACTIVE_TEST", sequence: 1 }, false))]) {
      expect([cmpp.parseReceipts!(stage.account, { path: "", headers: {}, body }), cmpp.parseInbound!(stage.account, { path: "", headers: {}, body })]).toEqual([[], []]);
    }
  });
});
