import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { segmentText } from "@/lib/domain/text/segments";
import { smppParts, type LongMessages } from "./content";
import { readSmppReceipt, submittedId, toSubmitId } from "./receipt";

const octets = (text: string, longMessages: LongMessages = "udh") => {
  const parts = smppParts(text, 7, longMessages);
  if (!parts.ok) throw new Error(parts.error.code);
  return parts.value;
};
const source = (text: string, over: Partial<{ receiptedId: string; messageState: number }> = {}) => ({ text, receiptedId: null, messageState: null, ...over });

describe("texts in SMPP", () => {
  it("travel in the default alphabet, one septet in an octet, with the escape for its extension (3GPP TS 23.038)", () => {
    expect(octets("@Aà€[")).toMatchObject([{ octets: Uint8Array.of(0x00, 0x41, 0x7f, 0x1b, 0x65, 0x1b, 0x3c), dataCoding: 0, hasHeader: false }]);
    expect(octets("Ü")[0]?.octets).toEqual(Uint8Array.of(0x5e));
    expect(octets("退")).toMatchObject([{ octets: Uint8Array.of(0x90, 0x00), dataCoding: 8 }]);
  });

  it("are cut where the meter cuts, so that neither an escape nor a surrogate pair is split, and put together they are the text", () => {
    fc.assert(fc.property(fc.array(fc.constantFrom("a", "€", "[", "é", "字", "😀", "\n"), { minLength: 1, maxLength: 500 }).map((all) => all.join("")), (text) => {
      const meter = segmentText(text);
      if (!meter.ok) return;
      const parts = octets(text);
      expect(parts.length).toBe(meter.value.segments);
      for (const part of parts) expect(part.octets.length).toBeLessThanOrEqual(meter.value.encoding === "GSM-7" ? 160 : 140);
      for (const part of parts) if (part.dataCoding === 0) expect(part.octets.at(-1)).not.toBe(0x1b);
      if (meter.value.encoding === "UCS-2") {
        const joined = parts.map(({ octets: all, hasHeader }) => new TextDecoder("utf-16be").decode(all.subarray(hasHeader ? 6 : 0))).join("");
        expect(joined).toBe(text);
      }
    }));
  });

  it("of several segments carry a header, leave room for parameters, or go whole as payload", () => {
    const long = "字".repeat(71);
    expect(octets(long).map((part) => [...part.octets.subarray(0, 6)])).toEqual([[5, 0, 3, 7, 2, 1], [5, 0, 3, 7, 2, 2]]);
    expect(octets(long, "sar").map((part) => [part.hasHeader, part.octets.length, part.total, part.number])).toEqual([[false, 134, 2, 1], [false, 8, 2, 2]]);
    expect(octets(long, "payload")).toMatchObject([{ isPayload: true, total: 1 }]);
  });
});

describe("receipts in SMPP", () => {
  const FULL = "id:0123456789 sub:001 dlvrd:001 submit date:2611261200 done date:2611261201 stat:DELIVRD err:000 text:【鸿雁】您";
  it("are read as the vendors write them", () => {
    expect(readSmppReceipt(source(FULL), "same")).toEqual({ id: "0123456789", state: "delivered", code: "DELIVRD" });
    expect(readSmppReceipt(source("ID:abc STAT:expired Text:x"), "same")).toEqual({ id: "abc", state: "failed", code: "expired" });
    expect(readSmppReceipt(source("stat:UNDELIV err:001 id:77\u0000\u0000"), "same")).toEqual({ id: "77", state: "failed", code: "UNDELIV" });
    expect(readSmppReceipt(source("id:9 done date:261126120159 stat:ACCEPTD"), "same")).toMatchObject({ state: "accepted" });
  });

  it("parameters win over the text", () => {
    expect(readSmppReceipt(source(FULL, { receiptedId: "ff\u0000", messageState: 5 }), "same")).toEqual({ id: "ff", state: "failed", code: "UNDELIV" });
    expect(readSmppReceipt(source("", { receiptedId: "ff", messageState: 2 }), "same")).toEqual({ id: "ff", state: "delivered", code: "DELIVRD" });
  });

  it("ids change between hex and decimal where the centre does it, and lose nothing beyond 53 bits", () => {
    expect(toSubmitId("18446744073709551615", "decimal-to-hex")).toBe("ffffffffffffffff");
    expect(toSubmitId("FFFFFFFFFFFFFFFF", "hex-to-decimal")).toBe("18446744073709551615");
    expect(toSubmitId("uuid-like", "decimal-to-hex")).toBe("uuid-like");
  });

  it("ids of answers are brought to one form where those of receipts are, so that zeros and capitals keep nobody apart", () => {
    expect(["00FF", "0"].map((id) => submittedId(id, "decimal-to-hex"))).toEqual([toSubmitId("255", "decimal-to-hex"), toSubmitId("0", "decimal-to-hex")]);
    expect(submittedId("007", "hex-to-decimal")).toBe(toSubmitId("07", "hex-to-decimal"));
    expect(submittedId("00FF", "same")).toBe("00FF");
  });

  it("an id with a NUL inside names nobody: without it, it would be another message's", () => {
    expect(readSmppReceipt(source(FULL, { receiptedId: "a\u000012", messageState: 2 }), "same")).toBeNull();
    expect(readSmppReceipt(source("id:a\u000012 stat:DELIVRD"), "same")).toBeNull();
    expect(readSmppReceipt(source("id:a12\u0000 stat:DELIVRD"), "same")).toBeNull();
  });

  it("what names no message or no state is none, whatever else it holds", () => {
    for (const text of ["", "谢谢", "id: stat:", "stat:DELIVRD", "id:5", "wasid:5 xstat:DELIVRD"]) expect(readSmppReceipt(source(text), "same")).toBeNull();
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
      const found = readSmppReceipt(source(text), "same");
      if (found) expect([/id:/i.test(text), /stat:/i.test(text)]).toEqual([true, true]);
    }), { numRuns: 2_000 });
  });
});
