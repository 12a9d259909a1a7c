import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { inboundTextOf } from "@/lib/domain/carrier/cmpp/content";
import { encodePdu } from "@/lib/domain/carrier/cmpp/encode";
import { toHex } from "@/lib/domain/carrier/cmpp/octets";
import { CMPP_VERSIONS, type Deliver } from "@/lib/domain/carrier/cmpp/pdu";
import { closeCmpp, cmpp } from "@/lib/server/carriers/cmpp/driver";
import { startGateway, type CmppGateway, type Taken } from "@/lib/server/carriers/cmpp/server";
import type { CallbackRequest, CarrierAccount, CarrierLink, Outgoing } from "@/lib/server/carriers/port";
import { logger } from "@/lib/server/logger";
import { describeCarrier, type CarrierFixture } from "./contract";
import { closedAddress } from "./local-server";
import { accountOf } from "./messages";

const SECRET = { sharedSecret: "shared" };
const settings = (port: number, more: Record<string, unknown> = {}) => ({ host: "127.0.0.1", port, sourceAddress: "901234", sourceNumber: "10690001", answerTimeoutMs: 2_000, connectTimeoutMs: 5_000, reconnectMs: 30, ...more });
const text = (index: number, words = `【鸿雁银行】第${index}号通知，请留意。`): Outgoing => ({ reference: randomUUID(), to: `+861540000${String(index).padStart(4, "0")}`, text: words, purpose: "account" });

/** The texts that the phones of these SUBMITs show, put together from their segments. */
function shown(taken: readonly Taken[]): { to: string; text: string }[] {
  const texts = new Map<string, string[]>();
  for (const { submit } of taken) {
    const key = `${submit.destinations[0]} ${submit.hasHeader ? submit.content[3] : randomUUID()}`;
    const parts = texts.get(key) ?? [];
    parts[submit.number - 1] = inboundTextOf({ ...submit, command: "DELIVER", isReport: false } as unknown as Deliver)?.text ?? "";
    texts.set(key, parts);
  }
  return [...texts].map(([key, parts]) => ({ to: `+86${key.split(" ")[0]}`, text: parts.join("") }));
}

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
  let gateway: CmppGateway;
  let account: CarrierAccount;
  let link: CarrierLink;
  let stored: CallbackRequest[];
  let store: (request: CallbackRequest) => Promise<void>;
  beforeEach(async () => {
    gateway = await startGateway({ account: "901234", secret: "shared" });
    stored = [];
    store = (request) => Promise.resolve(void stored.push(request));
    account = accountOf("cmpp", settings(gateway.port), SECRET);
  });
  afterEach(async () => {
    await closeCmpp();
    await gateway.close();
  });
  const open = async (more: Record<string, unknown> = {}, secret = SECRET) => {
    account = accountOf("cmpp", settings(gateway.port, more), secret);
    link = cmpp.connect!(account, { take: (request) => store(request) });
    await vi.waitFor(() => expect(link.states().every(({ state }) => state === "up")).toBe(true), { timeout: 15_000, interval: 10 });
  };
  const submit = (batch: readonly Outgoing[]) => cmpp.submit(account, batch, { signal: AbortSignal.timeout(20_000) });
  const outcomes = async (batch: readonly Outgoing[]) => [...(await submit(batch)).values()].map((one) => (one.outcome === "refused" ? one.code : one.outcome));
  const batchOf = (count: number, words?: string) => Array.from({ length: count }, (_, index) => text(index, words));
  const arrived = (count: number) => vi.waitFor(() => expect(stored).toHaveLength(count), { timeout: 15_000, interval: 10 });
  const receipts = () => stored.flatMap((request) => cmpp.parseReceipts!(account, request) as readonly { providerMessageId: string; state: string; code: string }[]);

  it("speaks every version, and its reports name the ids of what was taken", async () => {
    for (const version of CMPP_VERSIONS) {
      stored = [];
      await open({ version });
      const answers = [...(await submit(batchOf(3))).values()];
      await arrived(3);
      expect(receipts().map((one) => [one.providerMessageId, one.state]).sort()).toEqual(answers.map((one) => [one.outcome === "accepted" ? one.providerMessageId : "", "delivered"]).sort());
      await vi.waitFor(() => expect(gateway.acknowledged.length).toBeGreaterThanOrEqual(3), { timeout: 15_000 });
      await link.close(500);
    }
  });

  it("a gateway whose authenticator counts its status as one octet, as four, or wrongly, is spoken to", async () => {
    for (const octets of [1, 4, 0] as const) {
      gateway.behaviour.statusOctets = octets;
      await open();
      expect(await outcomes(batchOf(1))).toEqual(["accepted"]);
      await link.close(500);
    }
  });

  it("a gateway's wrong proof is told once, and not at each connection", async () => {
    gateway.behaviour.statusOctets = 4;
    await open();
    await link.close(500);
    const warn = vi.spyOn(logger(), "warn");
    try {
      gateway.behaviour.statusOctets = 0;
      for (let time = 0; time < 2; time += 1) {
        await open({ connections: 2 });
        await link.close(500);
      }
      expect(warn.mock.calls.map(([, words]) => words)).toEqual(["the gateway's authenticator does not match the shared secret"]);
    } finally {
      warn.mockRestore();
    }
  });

  it("a gateway that numbers nothing: each text has an id of its own, and replies are told apart", async () => {
    Object.assign(gateway.behaviour, { numbersNothing: true, reports: 0 });
    await open();
    const ids = [...(await submit(batchOf(3))).values()].map((one) => (one.outcome === "accepted" ? one.providerMessageId : ""));
    expect([new Set(ids).size, ids.every((id) => /^none-.+/.test(id))]).toEqual([3, true]);
    for (const words of ["R", "T"]) gateway.deliver({ source: "15400000001", content: Uint8Array.from(Buffer.from(words)), format: 0, msgId: "0".repeat(16) });
    await arrived(2);
    const idOf = (index: number, at: string) => cmpp.parseInbound!(account, { ...stored[index]!, receivedAt: at })[0]?.providerInboundId;
    const at = "2026-11-26T04:00:10Z";
    expect(new Set([idOf(0, at), idOf(1, at), idOf(0, "2026-11-26T05:00:10Z")]).size).toBe(3);
    expect(idOf(0, "2026-11-26T04:00:50Z")).toBe(idOf(0, at));
  });

  it("parts of a long reply that share the gateway's number are all heard", async () => {
    await open();
    for (const part of [1, 2]) gateway.deliver({ source: "15400000001", content: Uint8Array.of(5, 0, 3, 0x2a, 2, part, 0x90, 0x00), format: 8, hasHeader: true, msgId: "b94bd6800f000009" });
    await arrived(2);
    expect(new Set(stored.map((request) => cmpp.parseInbound!(account, request)[0]?.providerInboundId)).size).toBe(2);
  });

  it("a PDU that cannot be read is passed over, and the line stays", async () => {
    await open();
    // A DELIVER without its fields.
    gateway.write(Uint8Array.of(0, 0, 0, 14, 0, 0, 0, 5, 0, 0, 0, 9, 1, 2));
    expect(await outcomes(batchOf(2))).toEqual(["accepted", "accepted"]);
    await arrived(2);
    expect([gateway.connections(), gateway.acknowledged.includes(9)]).toEqual([1, false]);
  });

  it("a number outside the mainland is not handed over: the gateway would take it for a stranger's", async () => {
    await open();
    expect(await outcomes([{ ...text(1), to: "+13125550123" }])).toEqual(["hongyan.invalid_number"]);
    expect(gateway.taken).toEqual([]);
  });

  it("a wrong password hands nothing over, says so in the gateway's code, and is tried again later", async () => {
    account = accountOf("cmpp", settings(gateway.port), { sharedSecret: "wrong" });
    link = cmpp.connect!(account, { take: store });
    await vi.waitFor(() => expect(link.states()).toMatchObject([{ state: "down", detail: "cmpp-connect-resp:3" }]), { timeout: 15_000, interval: 5 });
    expect(gateway.taken).toEqual([]);
    await link.close(0);
  });

  it("never has more open answers on a connection than its window, and uses all its connections", async () => {
    gateway.behaviour.shuffle = 8;
    await open({ connections: 3, window: 8 });
    expect(new Set(await outcomes(batchOf(200)))).toEqual(new Set(["accepted"]));
    expect(gateway.mostInFlight()).toBeLessThanOrEqual(8);
    expect(gateway.connections()).toBe(3);
    expect(gateway.taken).toHaveLength(200);
  });

  it("answers that come out of order reach their own messages", async () => {
    gateway.behaviour.shuffle = 16;
    gateway.behaviour.result = (_submit, count) => (count % 5 === 0 ? 6 : 0);
    await open();
    const batch = batchOf(64);
    const answers = await submit(batch);
    for (const one of batch) {
      const answer = answers.get(one.reference);
      const took = gateway.taken.find(({ submit: sent }) => sent.destinations[0] === one.to.slice(3));
      expect(answer).toEqual(took ? { outcome: "accepted", providerMessageId: took.msgId } : { outcome: "refused", code: "6" });
    }
  });

  it("closed in mid-window: what was written is uncertain, what was not goes over the next connection, nothing twice", async () => {
    gateway.behaviour.closeAfter = 10;
    gateway.behaviour.shuffle = 100;
    await open();
    const batch = batchOf(40);
    const sending = submit(batch);
    await vi.waitFor(() => expect(link.states()[0]?.state).not.toBe("up"), { timeout: 15_000, interval: 1 });
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
    let left = 60;
    gateway.behaviour.result = () => ((left -= 1) >= 0 ? 8 : 0);
    await open();
    expect(new Set(await outcomes(batchOf(50)))).toEqual(new Set(["accepted"]));
    const numbers = gateway.taken.map(({ submit: sent }) => sent.destinations[0]);
    expect([numbers.length, new Set(numbers).size]).toEqual([50, 50]);
  });

  it("silent: nothing is called refused, and the link says that the other side is gone", async () => {
    gateway.behaviour.silent = true;
    gateway.behaviour.alive = false;
    await open({ idleMs: 200, answerTimeoutMs: 400 });
    expect(new Set(await outcomes(batchOf(20)))).toEqual(new Set(["uncertain"]));
    await vi.waitFor(() => expect(link.states()[0]).toMatchObject({ state: expect.stringMatching(/down|connecting/) as string, detail: "silent" }), { timeout: 15_000, interval: 5 });
  });

  it("half a PDU waits for its other half", async () => {
    gateway.behaviour.halves = true;
    await open();
    expect(new Set(await outcomes(batchOf(5)))).toEqual(new Set(["accepted"]));
    await arrived(5);
    expect(receipts()).toHaveLength(5);
  });

  it("octets that are no PDU end the connection and become nothing", async () => {
    await open({ reconnectMs: 500 });
    gateway.write(Uint8Array.of(0, 0, 0, 3, 1, 2, 3));
    await vi.waitFor(() => expect(link.states()[0]?.detail).toBe("cmpp.too_short"), { timeout: 15_000, interval: 2 });
    await vi.waitFor(() => expect(link.states()[0]?.state).toBe("up"), { timeout: 15_000 });
    expect(stored).toEqual([]);
    expect(await outcomes(batchOf(1))).toEqual(["accepted"]);
  });

  it("reports that come twice, or before the answer, are handed over as they come", async () => {
    Object.assign(gateway.behaviour, { reports: 2, reportFirst: true, stat: "UNDELIV" });
    await open();
    const [answer] = [...(await submit(batchOf(1))).values()];
    await arrived(2);
    expect(receipts()).toEqual([0, 1].map(() => expect.objectContaining({ providerMessageId: answer?.outcome === "accepted" ? answer.providerMessageId : "", state: "failed", code: "UNDELIV" }) as unknown));
    expect(cmpp.receiptReason("UNDELIV")).toBe("undelivered");
  });

  it("what cannot be stored is not acknowledged, so that the gateway brings it again", async () => {
    await open();
    let failures = 0;
    store = () => {
      failures += 1;
      return Promise.reject(new Error("the database is away"));
    };
    const content = Uint8Array.from(Buffer.from("TD"));
    const lost = gateway.deliver({ source: "15400000001", content, format: 0, msgId: "b94bd6800f000009" });
    await vi.waitFor(() => expect(failures).toBe(1), { timeout: 15_000, interval: 5 });
    store = (request) => Promise.resolve(void stored.push(request));
    const heard = gateway.deliver({ source: "15400000001", content, format: 0, msgId: "b94bd6800f000009" });
    await vi.waitFor(() => expect(gateway.acknowledged).toContain(heard), { timeout: 15_000, interval: 5 });
    expect(gateway.acknowledged).not.toContain(lost);
    expect(stored.flatMap((request) => cmpp.parseInbound!(account, request))).toMatchObject([{ providerInboundId: "cmpp-b94bd6800f000009", from: "+8615400000001", text: "TD" }]);
  });

  it("a long text is one SUBMIT a segment, under the ids of all of them", async () => {
    await open();
    const words = "字😀".repeat(60);
    const [answer] = [...(await submit([text(1, words)])).values()];
    expect(answer).toEqual({ outcome: "accepted", providerMessageId: gateway.taken[0]?.msgId, parts: gateway.taken.map(({ msgId }) => msgId) });
    expect(shown(gateway.taken)).toEqual([{ to: "+8615400000001", text: words }]);
  });

  it("a gateway that answers no segment before it has them all is not waited for, however many long texts there are at once", async () => {
    gateway.behaviour.wholesOnly = true;
    await open({ connections: 2 });
    expect(new Set(await outcomes(batchOf(60, "字".repeat(200))))).toEqual(new Set(["accepted"]));
    expect(gateway.taken).toHaveLength(180);
    expect(gateway.mostInFlight()).toBeLessThanOrEqual(16);
  });

  it("a text of more segments than the window has places leaves whole", async () => {
    await open({ window: 2 });
    expect(await outcomes(batchOf(3, "字".repeat(300)))).toEqual(["accepted", "accepted", "accepted"]);
    expect(shown(gateway.taken).map((one) => one.text)).toEqual(Array.from({ length: 3 }, () => "字".repeat(300)));
    expect(gateway.mostInFlight()).toBeLessThanOrEqual(2);
  });

  it("a segment that is refused as too fast is handed over again, alone and until it is taken", async () => {
    let refusals = 3;
    gateway.behaviour.result = (sent) => (sent.number === 2 && (refusals -= 1) >= 0 ? 8 : 0);
    await open();
    const [answer] = [...(await submit([text(1, "字".repeat(200))])).values()];
    const idOf = (part: number) => gateway.taken.find(({ submit: sent }) => sent.number === part)?.msgId;
    expect(answer).toEqual({ outcome: "accepted", providerMessageId: idOf(1), parts: [idOf(1), idOf(2), idOf(3)] });
    expect(gateway.taken).toHaveLength(3);
  });

  it("a text of which one segment has no answer is in doubt as a whole", async () => {
    gateway.behaviour.closeAfter = 2;
    await open({ reconnectMs: 500 });
    expect(await outcomes([text(1, "字".repeat(200))])).toEqual(["uncertain"]);
  });

  it("a text whose second segment is refused is not begun again", async () => {
    gateway.behaviour.result = (sent) => (sent.number === 2 ? 6 : 0);
    await open();
    expect(await outcomes([text(1, "字".repeat(100))])).toEqual(["hongyan.part_left"]);
    expect(gateway.taken).toHaveLength(1);
  });

  it("a clock five minutes off changes nothing that is said about messages", async () => {
    await open();
    const at = new Date(Date.now() - 5 * 60_000);
    vi.useFakeTimers({ toFake: ["Date"], now: at });
    try {
      expect(await outcomes(batchOf(2))).toEqual(["accepted", "accepted"]);
      await arrived(2);
      expect(receipts().map((one) => one.state)).toEqual(["delivered", "delivered"]);
    } finally {
      vi.useRealTimers();
    }
  });

  it("a connection that breaks is opened again by itself", async () => {
    await open({ reconnectMs: 500 });
    gateway.breakOff();
    await vi.waitFor(() => expect(link.states()[0]?.state).not.toBe("up"), { timeout: 15_000, interval: 1 });
    await vi.waitFor(() => expect(link.states()[0]?.state).toBe("up"), { timeout: 15_000 });
    expect(await outcomes(batchOf(1))).toEqual(["accepted"]);
  });

  it("a callback that is no DELIVER becomes neither receipt nor reply", () => {
    for (const body of ["", "zz", "00000010", toHex(encodePdu({ command: "ACTIVE_TEST", sequence: 1 }, false))]) {
      expect([cmpp.parseReceipts!(account, { path: "", headers: {}, body }), cmpp.parseInbound!(account, { path: "", headers: {}, body })]).toEqual([[], []]);
    }
  });
});
