import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { segmentText } from "@/lib/domain/text/segments";
import { inboundTextOf, partsOf } from "./content";
import { decodeEither, decodePdu } from "./decode";
import { encodePdu } from "./encode";
import { FrameSplitter } from "./frames";
import { fromHex, toHex } from "./octets";
import type { Deliver, Pdu, Submit } from "./pdu";
import { explainMsgId, makeMsgId, reportOctets, reportOf } from "./report";

const hexOf = (pdu: Pdu, wide: boolean) => toHex(encodePdu(pdu, wide));
const read = (hex: string, wide: boolean) => decodePdu(fromHex(hex)!, wide);
const ascii = (text: string, width: number) => toHex(Uint8Array.from(text, (one) => one.charCodeAt(0))).padEnd(width * 2, "0");

const MSG_ID = "b94bd6800f000001";
const submit = (over: Partial<Submit> = {}): Submit => ({
  command: "SUBMIT", sequence: 7, msgId: "0000000000000000", total: 1, number: 1, registeredDelivery: 1, level: 1, serviceId: "BANK", feeUserType: 2, feeTerminal: "", protocolId: 0, hasHeader: false, format: 8,
  source: "901234", feeType: "01", feeCode: "000000", validUntil: "", sendAt: "", sourceNumber: "10690001", destinations: ["13800138000"], content: Uint8Array.of(0x4f, 0x60), ...over,
});
const deliver = (over: Partial<Deliver> = {}): Deliver => ({ command: "DELIVER", sequence: 9, msgId: MSG_ID, destination: "10690001", serviceId: "BANK", protocolId: 0, hasHeader: false, format: 8, source: "13800138000", isReport: false, content: Uint8Array.of(0, 0x52), ...over });

describe("CMPP PDUs, octet by octet (QB-GF-028-2003 §8)", () => {
  it("CONNECT has 39 octets, and its response 30 or 33 by version", () => {
    const connect: Pdu = { command: "CONNECT", sequence: 1, sourceAddress: "901234", authenticator: "00112233445566778899aabbccddeeff", version: 0x20, timestamp: 1126120000 };
    expect(hexOf(connect, false)).toBe(`00000027${"00000001"}${"00000001"}${ascii("901234", 6)}00112233445566778899aabbccddeeff20${(1126120000).toString(16)}`);
    expect(read(hexOf(connect, true), true)).toEqual({ ok: true, value: connect });
    const resp: Pdu = { command: "CONNECT_RESP", sequence: 1, status: 3, authenticator: "f".repeat(32), version: 0x30 };
    expect([hexOf(resp, false).length / 2, hexOf(resp, true).length / 2]).toEqual([30, 33]);
    // Whatever the version, a response is read by the width it has.
    for (const [written, asked] of [[false, true], [true, false]] as const) expect(read(hexOf(resp, written), asked)).toEqual({ ok: true, value: resp });
  });

  it("SUBMIT of version 2 stands as the standard lists its fields", () => {
    expect(hexOf(submit(), false)).toBe([
      "000000a1", "00000004", "00000007", "0000000000000000", "01", "01", "01", "01", ascii("BANK", 10), "02", ascii("", 21), "00", "00", "08", ascii("901234", 6), ascii("01", 2), ascii("000000", 6),
      ascii("", 17), ascii("", 17), ascii("10690001", 21), "01", ascii("13800138000", 21), "02", "4f60", "0000000000000000",
    ].join(""));
    expect(hexOf(submit(), true).length / 2).toBe(0xa1 + 11 + 1 + 11 + 1 + 12);
  });

  it("SUBMIT_RESP has 21 or 24 octets, DELIVER 73 or 97 beside its content", () => {
    const resp: Pdu = { command: "SUBMIT_RESP", sequence: 7, msgId: MSG_ID, result: 8 };
    expect([hexOf(resp, false), hexOf(resp, true)]).toEqual([`0000001580000004${"00000007"}${MSG_ID}08`, `0000001880000004${"00000007"}${MSG_ID}00000008`]);
    expect([hexOf(deliver(), false).length / 2, hexOf(deliver(), true).length / 2]).toEqual([12 + 73 + 2, 12 + 97 + 2]);
  });

  it("are read as they were written, in both widths", () => {
    for (const wide of [false, true]) {
      for (const pdu of [submit(), submit({ destinations: ["13800138000", "13900139000"], hasHeader: true }), deliver(), { command: "ACTIVE_TEST", sequence: 3 } as const, { command: "ACTIVE_TEST_RESP", sequence: 3 } as const, { command: "TERMINATE", sequence: 4 } as const]) {
        expect(decodePdu(encodePdu(pdu, wide), wide)).toEqual({ ok: true, value: pdu });
        expect(decodeEither(encodePdu(pdu, wide), !wide)).toEqual({ ok: true, value: pdu });
      }
    }
  });

  it("an id is 16 hex digits, and its fields are read without losing a bit", () => {
    const id = makeMsgId({ month: 11, day: 26, hour: 9, minute: 24, second: 59 }, 0x3ffffe, 0xfffd);
    expect(id).toMatch(/^[0-9a-f]{16}$/);
    expect(explainMsgId(id)).toEqual({ month: 11, day: 26, hour: 9, minute: 24, second: 59, gateway: 0x3ffffe, sequence: 0xfffd });
  });

  it("a command that nobody here uses is kept as it is", () => {
    expect(read(`0000000e0000000600000001abcd`, false)).toEqual({ ok: true, value: { command: "OTHER", sequence: 1, commandId: 6, body: Uint8Array.of(0xab, 0xcd) } });
  });
});

describe("a stream", () => {
  it("is cut into the same PDUs wherever the network cuts it", () => {
    const all = [submit(), deliver(), { command: "ACTIVE_TEST", sequence: 3 } as const].map((pdu) => encodePdu(pdu, true));
    const bytes = Uint8Array.from(all.flatMap((one) => [...one]));
    fc.assert(fc.property(fc.array(fc.nat(bytes.length), { maxLength: 12 }), (places) => {
      const splitter = new FrameSplitter();
      const ends = [...places, bytes.length].sort((a, b) => a - b);
      const frames: string[] = [];
      let from = 0;
      for (const to of ends) {
        const pushed = splitter.push(bytes.slice(from, to));
        if (!pushed.ok) throw new Error("cut");
        frames.push(...pushed.value.map(toHex));
        from = to;
      }
      expect(frames).toEqual(all.map(toHex));
      expect(splitter.waiting).toBe(0);
    }));
  });

  it("ends at a length that cannot be, and keeps no more than one PDU", () => {
    expect(new FrameSplitter().push(fromHex("0000000b00000001")!)).toMatchObject({ ok: false, error: { code: "cmpp.too_short" } });
    expect(new FrameSplitter().push(fromHex("ffffffff00000001")!)).toMatchObject({ ok: false, error: { code: "cmpp.too_long" } });
  });
});

describe("texts", () => {
  it("of up to 70 units go as one, longer ones in parts of 67 behind a header of six octets", () => {
    const parts = partsOf("字".repeat(70), 1, "ucs2");
    expect(parts.ok && parts.value.map((one) => [one.hasHeader, one.content.length, one.format])).toEqual([[false, 140, 8]]);
    const long = partsOf("字".repeat(71), 0x2a, "ucs2");
    expect(long.ok && long.value.map((one) => [toHex(one.content.subarray(0, 6)), one.content.length, one.total, one.number])).toEqual([["0500032a0201", 140, 2, 1], ["0500032a0202", 14, 2, 2]]);
  });

  it("a surrogate pair is never split, the parts put together are the text, and they are the meter's parts", () => {
    fc.assert(fc.property(fc.array(fc.constantFrom("字", "😀", "a", "€", "𠮷", "[", "\n"), { minLength: 1, maxLength: 400 }).map((all) => all.join("")), fc.nat(255), (text, reference) => {
      const parts = partsOf(text, reference, "ucs2");
      if (!parts.ok) throw new Error(parts.error.code);
      const texts = parts.value.map((part) => inboundTextOf(deliver({ hasHeader: part.hasHeader, content: part.content }))?.text ?? "");
      expect(texts.join("")).toBe(text);
      for (const one of texts) expect(one.isWellFormed()).toBe(true);
      for (const { content } of parts.value) expect(content.length).toBeLessThanOrEqual(140);
      const meter = segmentText(text);
      if (meter.ok && meter.value.encoding === "UCS-2") expect(texts).toEqual(meter.value.parts.map((part) => part.text));
    }));
  });

  it("from phones are read in UCS-2, GBK and ASCII, with the mark of their part; what is no text is none", () => {
    expect(inboundTextOf(deliver({ content: fromHex("900051fa")! }))).toEqual({ text: "退出", part: null });
    expect(inboundTextOf(deliver({ format: 15, content: fromHex("cdcbb6a9")! }))).toEqual({ text: "退订", part: null });
    expect(inboundTextOf(deliver({ format: 0, content: fromHex("5444")! }))).toEqual({ text: "TD", part: null });
    expect(inboundTextOf(deliver({ hasHeader: true, content: fromHex("0500032a0201900051fa")! }))).toEqual({ text: "退出", part: { reference: 0x2a, total: 2, number: 1 } });
    expect(inboundTextOf(deliver({ hasHeader: true, content: fromHex("06080412340201900051fa")! }))?.part).toEqual({ reference: 0x1234, total: 2, number: 1 });
    expect([inboundTextOf(deliver({ format: 4 })), inboundTextOf(deliver({ isReport: true })), inboundTextOf(deliver({ hasHeader: true, content: fromHex("ff00")! }))]).toEqual([null, null, null]);
  });
});

describe("reports", () => {
  const report = { msgId: MSG_ID, stat: "DELIVRD", submittedAt: "2611260924", doneAt: "2611260925", destination: "13800138000" };
  it("of 60 and of 71 octets are read, whatever the version", () => {
    for (const wide of [false, true]) {
      const content = reportOctets(report, wide);
      expect(content.length).toBe(wide ? 71 : 60);
      for (const frame of [false, true]) {
        const decoded = decodePdu(encodePdu(deliver({ isReport: true, content }), frame), frame);
        expect(decoded.ok && decoded.value.command === "DELIVER" && reportOf(decoded.value)).toEqual(report);
      }
    }
  });

  it("of another length, without a state or without a message, are none", () => {
    const content = reportOctets(report, false);
    for (const bad of [content.slice(1), new Uint8Array(60), reportOctets({ ...report, stat: "" }, false), reportOctets({ ...report, msgId: "0".repeat(16) }, true), new Uint8Array(0)]) expect(reportOf(deliver({ isReport: true, content: bad }))).toBeNull();
    expect(reportOf(deliver({ isReport: false, content }))).toBeNull();
  });

  it("never come out of damaged octets unless these are a whole report, and nothing ever throws", () => {
    const whole = encodePdu(deliver({ isReport: true, content: reportOctets(report, false) }), false);
    fc.assert(fc.property(fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.tuple(fc.nat(whole.length - 1), fc.nat(255)).map(([at, value]) => whole.map((one, index) => (index === at ? value : one))), fc.nat(whole.length).map((length) => whole.slice(0, length))), fc.boolean(), (bytes, wide) => {
      const decoded = decodeEither(bytes, wide);
      if (!decoded.ok || decoded.value.command !== "DELIVER") return;
      inboundTextOf(decoded.value);
      const found = reportOf(decoded.value);
      if (found) expect([bytes.length - 12, found.msgId === "0".repeat(16), /^[A-Za-z0-9:]{1,7}$/.test(found.stat)]).toEqual([expect.toSatisfy((octets: number) => octets === 73 + 60 || octets === 73 + 71 || octets === 97 + 60 || octets === 97 + 71), false, true]);
    }), { numRuns: 3_000 });
  });
});
