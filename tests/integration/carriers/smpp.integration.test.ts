import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import smpp from "smpp";
import type { CallbackRequest, CarrierAccount, CarrierLink, Outgoing } from "@/lib/server/carriers/port";
import { describeSmpp, textOfPdu } from "@/lib/server/carriers/smpp/codec";
import { closeSmpp, smppDriver } from "@/lib/server/carriers/smpp/driver";
import { startCentre, type SmppCentre, type SmppTaken } from "@/lib/server/carriers/smpp/server";
import { describeCarrier, type CarrierFixture } from "./contract";
import { closedAddress } from "./local-server";
import { accountOf } from "./messages";

const SECRET = { password: "secret" };
const settings = (port: number, more: Record<string, unknown> = {}) => ({ host: "127.0.0.1", port, systemId: "bank", sourceAddress: "95599", answerTimeoutMs: 2_000, connectTimeoutMs: 5_000, reconnectMs: 30, ...more });
const text = (index: number, words = `【鸿雁银行】第${index}号通知，请留意。`): Outgoing => ({ reference: randomUUID(), to: `+861540000${String(index).padStart(4, "0")}`, text: words, purpose: "account" });

/** The texts that the phones show, put together from their segments, as the package reads them. */
function shown(taken: readonly SmppTaken[]): { to: string; text: string }[] {
  const texts = new Map<string, string>();
  for (const { id, pdu } of taken) {
    const message = pdu.short_message as { udh?: readonly Uint8Array[] };
    const mark = message.udh?.[0]?.[2] ?? (pdu.sar_msg_ref_num as number | undefined) ?? id;
    const key = `${String(pdu.destination_addr)} ${mark}`;
    texts.set(key, (texts.get(key) ?? "") + (textOfPdu(pdu) ?? ""));
  }
  return [...texts].map(([key, words]) => ({ to: `+${key.split(" ")[0]}`, text: words }));
}

async function makeFixture(): Promise<CarrierFixture> {
  const centre = await startCentre({ systemId: "bank", password: "secret" });
  let seen = 0;
  return {
    driver: smppDriver, account: accountOf("smpp", settings(centre.port), SECRET), message: (index) => text(index),
    behave: (how) => {
      centre.behaviour.silent = how === "silent";
      centre.behaviour.status = () => (how === "refuse" ? 0x0b : 0);
    },
    takenSince: () => {
      const fresh = centre.taken.slice(seen);
      seen = centre.taken.length;
      return Promise.resolve(shown(fresh));
    },
    unreachable: accountOf("smpp", settings(Number(new URL(await closedAddress()).port)), SECRET),
    close: async () => {
      await closeSmpp();
      await centre.close();
    },
  };
}

describeCarrier("smpp", makeFixture);

describe("an SMPP link", () => {
  let centre: SmppCentre;
  let account: CarrierAccount;
  let link: CarrierLink;
  let stored: CallbackRequest[];
  let store: (request: CallbackRequest) => Promise<void>;
  beforeEach(async () => {
    centre = await startCentre({ systemId: "bank", password: "secret" });
    stored = [];
    store = (request) => Promise.resolve(void stored.push(request));
    account = accountOf("smpp", settings(centre.port), SECRET);
  });
  afterEach(async () => {
    await closeSmpp();
    await centre.close();
  });
  const open = async (more: Record<string, unknown> = {}, secret = SECRET) => {
    account = accountOf("smpp", settings(centre.port, more), secret);
    link = smppDriver.connect!(account, { take: (request) => store(request) });
    await vi.waitFor(() => expect(link.states().every(({ state }) => state === "up")).toBe(true), { timeout: 15_000, interval: 10 });
  };
  const submit = (batch: readonly Outgoing[]) => smppDriver.submit(account, batch, { signal: AbortSignal.timeout(20_000) });
  const outcomes = async (batch: readonly Outgoing[]) => [...(await submit(batch)).values()].map((one) => (one.outcome === "refused" ? one.code : one.outcome));
  const batchOf = (count: number, words?: string) => Array.from({ length: count }, (_, index) => text(index, words));
  const arrived = (count: number) => vi.waitFor(() => expect(stored).toHaveLength(count), { timeout: 15_000, interval: 10 });
  const receipts = () => stored.flatMap((request) => smppDriver.parseReceipts!(account, request) as readonly { providerMessageId: string; state: string; code: string }[]);

  it("binds as a transceiver or as a pair, and its reports name the ids of what was taken", async () => {
    for (const bind of ["transceiver", "pair"]) {
      stored = [];
      await open({ bind });
      const answers = [...(await submit(batchOf(3))).values()];
      await arrived(3);
      expect(receipts().map((one) => [one.providerMessageId, one.state]).sort()).toEqual(answers.map((one) => [one.outcome === "accepted" ? one.providerMessageId : "", "delivered"]).sort());
      await vi.waitFor(() => expect(centre.acknowledged.length).toBeGreaterThanOrEqual(3), { timeout: 15_000 });
      expect(centre.connections()).toBe(bind === "pair" ? 2 : 1);
      await link.close(500);
      await vi.waitFor(() => expect(centre.connections()).toBe(0), { timeout: 15_000 });
    }
  });

  it("a wrong password hands nothing over, says so in the centre's code, and is tried again later", async () => {
    account = accountOf("smpp", settings(centre.port), { password: "wrong" });
    link = smppDriver.connect!(account, { take: store });
    await vi.waitFor(() => expect(link.states()).toMatchObject([{ state: "down", detail: "smpp:0x0000000E" }]), { timeout: 15_000, interval: 5 });
    expect(centre.taken).toEqual([]);
    await link.close(0);
  });

  it("never has more open answers on a connection than its window, and uses all its connections", async () => {
    centre.behaviour.shuffle = 8;
    await open({ connections: 3, window: 8 });
    expect(new Set(await outcomes(batchOf(200)))).toEqual(new Set(["accepted"]));
    expect(centre.mostInFlight()).toBeLessThanOrEqual(8);
    expect(centre.connections()).toBe(3);
    expect(centre.taken).toHaveLength(200);
  });

  it("answers that come out of order reach their own messages", async () => {
    centre.behaviour.shuffle = 16;
    centre.behaviour.status = (_pdu, count) => (count % 5 === 0 ? 0x0b : 0);
    await open();
    const batch = batchOf(64);
    const answers = await submit(batch);
    for (const one of batch) {
      const answer = answers.get(one.reference);
      const took = centre.taken.find(({ pdu }) => pdu.destination_addr === one.to.slice(1));
      expect(answer).toEqual(took ? { outcome: "accepted", providerMessageId: took.id } : { outcome: "refused", code: "0x0000000B" });
    }
  });

  it("closed in mid-window: what was written is uncertain, what was not goes over the next connection, nothing twice", async () => {
    centre.behaviour.closeAfter = 10;
    centre.behaviour.shuffle = 100;
    await open();
    const batch = batchOf(40);
    const sending = submit(batch);
    await vi.waitFor(() => expect(link.states()[0]?.state).not.toBe("up"), { timeout: 15_000, interval: 1 });
    Object.assign(centre.behaviour, { closeAfter: null, shuffle: 1 });
    const answers = await sending;
    const said = batch.map((one) => answers.get(one.reference)?.outcome);
    expect(said.filter((one) => one === "uncertain").length).toBeGreaterThan(0);
    expect(said.filter((one) => one === "accepted").length).toBeGreaterThan(0);
    expect(said).not.toContain("refused");
    const numbers = centre.taken.map(({ pdu }) => String(pdu.destination_addr));
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  it("throttled for a while: slows down, loses nobody, sends nobody twice", async () => {
    await open();
    const until = performance.now() + 1_500;
    let asked = 0;
    centre.behaviour.status = () => (performance.now() < until ? ((asked += 1) % 2 === 0 ? 0x58 : 0x14) : 0);
    expect(new Set(await outcomes(batchOf(50)))).toEqual(new Set(["accepted"]));
    // Twice as slow each time: a second and a half of "too fast" is no more than a few dozen tries.
    expect(asked).toBeLessThan(80);
    const numbers = centre.taken.map(({ pdu }) => String(pdu.destination_addr));
    expect([numbers.length, new Set(numbers).size]).toEqual([50, 50]);
  });

  it("silent: nothing is called refused, and the link says that the other side is gone", async () => {
    centre.behaviour.silent = true;
    centre.behaviour.alive = false;
    await open({ idleMs: 200, answerTimeoutMs: 400 });
    expect(new Set(await outcomes(batchOf(20)))).toEqual(new Set(["uncertain"]));
    await vi.waitFor(() => expect(link.states()[0]).toMatchObject({ state: expect.stringMatching(/down|connecting/) as string, detail: "silent" }), { timeout: 15_000, interval: 5 });
  });

  it("half a PDU waits for its other half", async () => {
    centre.behaviour.halves = true;
    await open();
    expect(new Set(await outcomes(batchOf(5)))).toEqual(new Set(["accepted"]));
    await arrived(5);
    expect(receipts()).toHaveLength(5);
  });

  it("octets that are no PDU end the connection and become nothing", async () => {
    await open({ reconnectMs: 500 });
    centre.write(Uint8Array.of(0, 0, 0, 3, 1, 2, 3));
    await vi.waitFor(() => expect(link.states()[0]?.detail).toBe("cmpp.too_short"), { timeout: 15_000, interval: 2 });
    await vi.waitFor(() => expect(link.states()[0]?.state).toBe("up"), { timeout: 15_000 });
    expect(stored).toEqual([]);
    expect(await outcomes(batchOf(1))).toEqual(["accepted"]);
  });

  it("reports that come twice, or before the answer, are handed over as they come", async () => {
    Object.assign(centre.behaviour, { reports: 2, reportFirst: true, stat: "UNDELIV" });
    await open();
    const [answer] = [...(await submit(batchOf(1))).values()];
    await arrived(2);
    expect(receipts()).toEqual([0, 1].map(() => expect.objectContaining({ providerMessageId: answer?.outcome === "accepted" ? answer.providerMessageId : "", state: "failed", code: "UNDELIV" }) as unknown));
    expect(smppDriver.receiptReason("UNDELIV")).toBe("undelivered");
  });

  it("what cannot be stored is not acknowledged, so that the centre brings it again", async () => {
    await open();
    let failures = 0;
    store = () => {
      failures += 1;
      return Promise.reject(new Error("the database is away"));
    };
    const reply = { source_addr: "8615400000001", destination_addr: "95599", short_message: "TD" };
    const lost = centre.deliver(reply);
    await vi.waitFor(() => expect(failures).toBe(1), { timeout: 15_000, interval: 5 });
    store = (request) => Promise.resolve(void stored.push(request));
    const heard = centre.deliver(reply);
    await vi.waitFor(() => expect(centre.acknowledged).toContain(heard), { timeout: 15_000, interval: 5 });
    expect(centre.acknowledged).not.toContain(lost);
    expect(stored.flatMap((request) => smppDriver.parseInbound!(account, request))).toMatchObject([{ from: "+8615400000001", text: "TD" }]);
  });

  it("a reply that the centre brings twice is one, and the same word an hour later is another", async () => {
    await open();
    const reply = { source_addr: "8615400000001", destination_addr: "95599", short_message: "R" };
    centre.deliver(reply);
    centre.deliver(reply);
    await arrived(2);
    const idAt = (request: CallbackRequest, at: string) => smppDriver.parseInbound!(account, { ...request, receivedAt: at })[0]?.providerInboundId;
    const ids = [idAt(stored[0]!, "2026-11-26T04:00:10Z"), idAt(stored[1]!, "2026-11-26T04:00:50Z"), idAt(stored[1]!, "2026-11-26T05:00:10Z")];
    expect([ids[0] === ids[1], ids[1] === ids[2]]).toEqual([true, false]);
  });

  it("a long text is one submit_sm a segment, or one with a payload, as the centre wants it", async () => {
    const words = "字😀".repeat(60);
    for (const longMessages of ["udh", "sar", "payload"]) {
      const before = centre.taken.length;
      await open({ longMessages });
      const [answer] = [...(await submit([text(1, words)])).values()];
      const fresh = centre.taken.slice(before);
      expect(fresh.length).toBe(longMessages === "payload" ? 1 : 3);
      expect(answer).toEqual({ outcome: "accepted", providerMessageId: fresh[0]?.id, ...(fresh.length > 1 ? { parts: fresh.map(({ id }) => id) } : {}) });
      expect(shown(fresh)).toEqual([{ to: "+8615400000001", text: words }]);
      await link.close(500);
    }
  });

  it("English goes in the default alphabet, and arrives as it was written", async () => {
    await open();
    const words = "[Bank] 100€ paid {ref} ~ ok @ home";
    await submit([text(1, words)]);
    expect(centre.taken[0]?.pdu.data_coding).toBe(0);
    expect(shown(centre.taken)).toEqual([{ to: "+8615400000001", text: words }]);
  });

  it("a text whose second segment is refused is not begun again", async () => {
    centre.behaviour.status = (pdu) => ((pdu.short_message as { udh?: readonly Uint8Array[] }).udh?.[0]?.[4] === 2 ? 0x0b : 0);
    await open();
    expect(await outcomes([text(1, "字".repeat(100))])).toEqual(["hongyan.part_left"]);
    expect(centre.taken).toHaveLength(1);
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
    centre.breakOff();
    await vi.waitFor(() => expect(link.states()[0]?.state).not.toBe("up"), { timeout: 15_000, interval: 1 });
    await vi.waitFor(() => expect(link.states()[0]?.state).toBe("up"), { timeout: 15_000 });
    expect(await outcomes(batchOf(1))).toEqual(["accepted"]);
  });

  it.each([
    ["in its text", { short_message: "id:4711abcd stat:DELIVRD" }],
    ["in its text of two octets a sign", { data_coding: 8, short_message: "id:4711abcd stat:DELIVRD" }],
    ["as a parameter", { short_message: "stat:DELIVRD", receipted_message_id: "4711abcd", message_state: 2 }],
  ])("a receipt whose id %s is damaged names nobody", (_where, fields) => {
    const whole = new smpp.PDU("deliver_sm", { sequence_number: 1, source_addr: "8615400000001", esm_class: 4, ...fields }).toBuffer();
    const read = (octets: Buffer) => smppDriver.parseReceipts!(account, { path: "smpp", headers: {}, body: octets.toString("hex") });
    expect(read(whole)).toMatchObject([{ providerMessageId: "4711abcd", state: "delivered" }]);
    const wide = Buffer.from("4711abcd", "utf16le").swap16();
    const [id, step] = whole.includes(wide) ? [wide, 2] as const : [Buffer.from("4711abcd"), 1] as const;
    const from = whole.indexOf(id);
    for (let at = from + step - 1; at < from + id.length; at += step) {
      for (const damage of [0, 0x80 | (whole[at] ?? 0)]) {
        const damaged = Buffer.from(whole);
        damaged[at] = damage;
        // In two octets a sign, a set highest bit is another letter, and the id another one that is as whole.
        if (step === 2 && damage !== 0) continue;
        expect(read(damaged), `octet ${at} as ${damage}`).toEqual([]);
      }
    }
  });

  it("a callback that is no deliver_sm becomes neither receipt nor reply, and octets of any kind never throw", () => {
    const whole = new smpp.PDU("deliver_sm", { sequence_number: 1, source_addr: "8615400000001", esm_class: 4, short_message: "id:5 stat:DELIVRD" }).toBuffer();
    const bodies = ["", "zz", "00000010", new smpp.PDU("enquire_link", { sequence_number: 1 }).toBuffer().toString("hex"), ...Array.from({ length: whole.length }, (_, at) => whole.subarray(0, at).toString("hex"))];
    for (const body of bodies) expect([smppDriver.parseReceipts!(account, { path: "", headers: {}, body }), smppDriver.parseInbound!(account, { path: "", headers: {}, body })]).toEqual([[], []]);
    expect(describeSmpp(whole.toString("hex"))).toMatchObject({ command: "deliver_sm", sequence: 1, status: "0x00000000" });
  });
});
