import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { isMessageReason } from "@/lib/domain/message/reasons";
import { isReference } from "@/lib/domain/carrier/echo";
import type { CallbackRequest, CarrierAccount, CarrierDriver, Exchange, Outgoing, SubmitAnswer } from "@/lib/server/carriers/port";
import type { Taken } from "./local-server";

/** One driver against a carrier of its kind that the tests can make misbehave. */
export type CarrierFixture = {
  readonly driver: CarrierDriver;
  readonly account: CarrierAccount;
  /** The index-th of any number of messages that this carrier takes: different numbers, references and texts. */
  readonly message: (index: number) => Outgoing;
  /** From now on: takes; refuses for good; takes and does not say so. */
  readonly behave: (how: "accept" | "refuse" | "silent") => void | Promise<void>;
  /** What reached phones since the last call of this function, in any order. */
  readonly takenSince: () => Promise<readonly Taken[]>;
  /** Most messages that one call or PDU carried since the start; absent where a call is one message. */
  readonly largestCall?: () => number;
  /** The same account with nobody at the other end; absent where the carrier is in the process. */
  readonly unreachable?: CarrierAccount;
  /** How the carrier reports: absent for drivers that are not called. */
  readonly callbacks?: {
    /** Proper reports that these messages arrived, in one callback or several. */
    readonly receipts: (delivered: readonly { readonly message: Outgoing; readonly providerMessageId: string }[]) => readonly CallbackRequest[];
    /** What a customer texted back; absent where nobody can. */
    readonly inbound?: (from: string, text: string) => CallbackRequest;
    /** The same callback with another body and a proof that fits it. */
    readonly withBody: (body: string) => CallbackRequest;
  };
  readonly close: () => Promise<void>;
};

const RUNS = 300;

async function submit({ driver, account }: CarrierFixture, batch: readonly Outgoing[], note?: (exchange: Exchange) => void): Promise<ReadonlyMap<string, SubmitAnswer>> {
  const signal = AbortSignal.timeout(25_000);
  return driver.submit(account, batch, note ? { signal, record: (_references, exchange) => note(exchange) } : { signal });
}

const list = (fixture: CarrierFixture, count: number, from = 0) => Array.from({ length: count }, (_, index) => fixture.message(from + index));
const sorted = (taken: readonly Taken[]) => taken.map(({ to, text }) => `${to} ${text}`).sort();
const textOf = (batch: readonly Outgoing[]) => sorted(batch.map(({ to, text }) => ({ to, text })));
const readReceipts = (fixture: CarrierFixture, request: CallbackRequest) => fixture.driver.parseReceipts?.(fixture.account, request) ?? [];
const readInbound = (fixture: CarrierFixture, request: CallbackRequest) => fixture.driver.parseInbound?.(fixture.account, request) ?? [];

/** What every driver owes the pipeline. */
export function describeCarrier(name: string, make: () => Promise<CarrierFixture>): void {
  describe(`the port: ${name}`, () => {
    let fixture: CarrierFixture;
    let next = 0;
    const fresh = (count: number) => {
      next += count;
      return list(fixture, count, next - count);
    };
    beforeAll(async () => {
      fixture = await make();
    });
    afterAll(() => fixture.close());
    beforeEach(async () => {
      await fixture.behave("accept");
      await fixture.takenSince();
    });

    it("takes an account's settings and credentials, and nothing else in their place", () => {
      expect(fixture.driver.settings.safeParse(fixture.account.settings).success).toBe(true);
      if (fixture.driver.secrets) expect(fixture.driver.secrets.safeParse(fixture.account.secrets).success).toBe(true);
      expect(fixture.driver.settings.safeParse("x").success).toBe(false);
    });

    it("what is accepted has an id of its own and reaches the phone once, unchanged", async () => {
      const batch = fresh(12);
      const answers = await submit(fixture, batch);
      const ids = batch.map(({ reference }) => {
        const answer = answers.get(reference);
        return answer?.outcome === "accepted" ? answer.providerMessageId : null;
      });
      expect(ids.every((id) => id !== null && id !== "")).toBe(true);
      expect(new Set(ids).size).toBe(batch.length);
      expect(sorted(await fixture.takenSince())).toEqual(textOf(batch));
    });

    it("keeps to the most that one call may carry", async () => {
      const { maxPerCall, maxCharacters } = fixture.driver.capabilities;
      expect(maxPerCall).toBeGreaterThanOrEqual(1);
      expect(maxCharacters).toBeGreaterThanOrEqual(70);
      const batch = fresh(Math.min(maxPerCall, 200));
      const answers = await submit(fixture, batch);
      expect(batch.filter(({ reference }) => answers.get(reference)?.outcome !== "accepted")).toEqual([]);
      expect(sorted(await fixture.takenSince())).toEqual(textOf(batch));
      expect(fixture.largestCall?.() ?? 1).toBeLessThanOrEqual(maxPerCall);
    });

    it("what is refused has a code and reaches nobody", async () => {
      await fixture.behave("refuse");
      const batch = fresh(3);
      const answers = await submit(fixture, batch);
      for (const { reference } of batch) {
        const answer = answers.get(reference);
        expect(answer?.outcome).toBe("refused");
        if (answer?.outcome === "refused") expect(answer.code).not.toBe("");
      }
      expect(await fixture.takenSince()).toEqual([]);
    });

    it("what is taken without a word is uncertain, and is not handed over a second time", async () => {
      await fixture.behave("silent");
      const batch = fresh(3);
      const answers = await submit(fixture, batch).catch(() => new Map<string, SubmitAnswer>());
      for (const { reference } of batch) expect(answers.get(reference)?.outcome ?? "uncertain").toBe("uncertain");
      expect(sorted(await fixture.takenSince())).toEqual(textOf(batch));
    });

    it("gives up when it is told to, and never calls a message refused that may have left", async () => {
      await fixture.behave("silent");
      const batch = fresh(2);
      const stop = new AbortController();
      const pending = fixture.driver.submit(fixture.account, batch, { signal: stop.signal }).catch(() => new Map<string, SubmitAnswer>());
      stop.abort();
      const answers = await pending;
      const taken = new Set((await fixture.takenSince()).map(({ to }) => to));
      for (const { reference, to } of batch) if (taken.has(to)) expect(answers.get(reference)?.outcome ?? "uncertain").toBe("uncertain");
    });

    it("answers an empty batch with nothing", async () => {
      expect([...(await submit(fixture, []))]).toEqual([]);
    });

    it("says how the carrier is, also when it is gone", async () => {
      expect((await fixture.driver.health(fixture.account)).ok).toBe(true);
      if (!fixture.unreachable) return;
      const gone = await fixture.driver.health(fixture.unreachable);
      expect(gone.ok).toBe(false);
      const batch = fresh(2);
      const answers = await fixture.driver.submit(fixture.unreachable, batch, { signal: AbortSignal.timeout(25_000) });
      // Nothing was written, so the messages may go to another account.
      for (const { reference } of batch) expect(answers.get(reference)).toEqual({ outcome: "refused", code: "hongyan.unreachable" });
    });

    it("notes what went over the wire without credentials", async () => {
      const exchanges: Exchange[] = [];
      await submit(fixture, fresh(2), (exchange) => exchanges.push(exchange));
      const all = JSON.stringify(exchanges);
      for (const secret of Object.values(fixture.account.secrets ?? {})) expect(all.includes(secret), "a credential in the trace").toBe(false);
    });

    it("gives reasons that have words for any code", () => {
      fc.assert(fc.property(fc.string({ maxLength: 40 }), (code) => {
        expect(isMessageReason(fixture.driver.receiptReason(code))).toBe(true);
      }), { numRuns: RUNS });
    });

    describe("callbacks", () => {
      it("report what arrived, once for each message, with our reference or none", async ({ skip }) => {
        if (!fixture.callbacks) return skip();
        const batch = fresh(8);
        const answers = await submit(fixture, batch);
        const delivered = batch.map((message) => ({ message, providerMessageId: idOf(answers.get(message.reference)) }));
        const requests = fixture.callbacks.receipts(delivered);
        for (const request of requests) expect(fixture.driver.verify?.(fixture.account, request)).toBe(true);
        const receipts = (await Promise.all(requests.map((request) => readReceipts(fixture, request)))).flat();
        expect(receipts.map((one) => one.providerMessageId).sort()).toEqual(delivered.map((one) => one.providerMessageId).sort());
        for (const receipt of receipts) {
          expect(receipt.state).toBe("delivered");
          const reference = delivered.find((one) => one.providerMessageId === receipt.providerMessageId)?.message.reference;
          expect([null, reference]).toContain(receipt.reference);
        }
        // The same again reads the same: the pipeline keeps one of each.
        expect((await Promise.all(requests.map((request) => readReceipts(fixture, request)))).flat()).toEqual(receipts.map((one) => ({ ...one, at: expect.any(Date) as Date })));
        for (const request of requests) expect(fixture.driver.answer?.(fixture.account, request).status ?? 204).toBeLessThan(300);
      });

      it("bring replies", ({ skip }) => {
        if (!fixture.callbacks?.inbound) return skip();
        const request = fixture.callbacks.inbound("+8615400000001", "Ｒ 退订");
        expect(fixture.driver.verify?.(fixture.account, request)).toBe(true);
        const [reply, ...others] = readInbound(fixture, request);
        expect(reply).toMatchObject({ from: "+8615400000001", text: "Ｒ 退订" });
        expect(others).toEqual([]);
        // The same reply twice has the same id.
        expect(readInbound(fixture, request)[0]?.providerInboundId).toBe(reply?.providerInboundId);
      });

      it("of strangers prove nothing", ({ skip }) => {
        if (!fixture.callbacks) return skip();
        const proper = fixture.callbacks.inbound?.("+8615400000001", "R") ?? fixture.callbacks.withBody("x=1");
        expect(fixture.driver.verify?.(fixture.account, { path: proper.path.replace(/\?.*/, ""), headers: {}, body: proper.body })).toBe(false);
        for (const [name, value] of Object.entries(proper.headers)) {
          if (!/signature|token/.test(name)) continue;
          expect(fixture.driver.verify?.(fixture.account, { ...proper, headers: { ...proper.headers, [name]: `${value.slice(0, -1)}${value.endsWith("0") ? "1" : "0"}` } })).toBe(false);
        }
      });

      it("that are malformed never throw and never become receipts or replies", async ({ skip }) => {
        const { callbacks } = fixture;
        if (!callbacks) return skip();
        const anything = fc.oneof(fc.string(), fc.json(), fc.constantFrom("", "null", "[]", "{}", "[null]", "[[]]", '{"__proto__":1}', "<html></html>"));
        await fc.assert(fc.asyncProperty(anything, async (body) => {
          expect(await readReceipts(fixture, callbacks.withBody(body))).toEqual([]);
          expect(readInbound(fixture, callbacks.withBody(body))).toEqual([]);
        }), { numRuns: RUNS });
      });

      it("that are damaged never say more than the proper one did", async ({ skip }) => {
        const { callbacks } = fixture;
        if (!callbacks) return skip();
        const message = fixture.message(1_000_000);
        const providerMessageId = `SM${randomUUID().replaceAll("-", "")}`;
        const body = callbacks.receipts([{ message, providerMessageId }])[0]?.body ?? "";
        const inbound = callbacks.inbound?.("+8615400000001", "R").body ?? "";
        const damage = fc.record({ from: fc.nat(), length: fc.integer({ min: 0, max: 12 }), put: fc.oneof(fc.string({ maxLength: 6 }), fc.constantFrom('"', "}", "]", ",", "&", "=", "%", "\u0000")) });
        await fc.assert(fc.asyncProperty(damage, async ({ from, length, put }) => {
          const cut = (whole: string) => whole.slice(0, from % (whole.length + 1)) + put + whole.slice((from % (whole.length + 1)) + length);
          const receipts = await readReceipts(fixture, callbacks.withBody(cut(body)));
          expect(receipts.length).toBeLessThanOrEqual(1);
          for (const one of receipts) {
            expect(one.reference === null || isReference(one.reference)).toBe(true);
            expect(one.providerMessageId).toMatch(/^[\x21-\x7e]{1,140}$/);
            expect(Number.isNaN(one.at.getTime())).toBe(false);
          }
          expect(readInbound(fixture, callbacks.withBody(cut(inbound))).length).toBeLessThanOrEqual(1);
        }), { numRuns: RUNS });
      });
    });
  });
}

function idOf(answer: SubmitAnswer | undefined): string {
  if (answer?.outcome !== "accepted") throw new Error("not accepted");
  return answer.providerMessageId;
}
