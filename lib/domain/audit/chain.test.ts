import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson, chainText, GENESIS_HEX, type AuditJson, type AuditRecord } from "./chain";

const record: AuditRecord = {
  seq: "1", at: "2026-11-23T00:00:00.000Z", action: "template.approved", actorId: "a", actorKind: "person", actorName: "李娜",
  branchPath: "HQ/", subjectType: "template", subjectId: "t", detail: { b: 1, a: [true, null] }, requestId: null,
};

describe("the audit chain", () => {
  it("hashes the same content to the same text whatever the order of keys", () => {
    expect(canonicalJson({ b: 1, a: { d: 2, c: 3 } })).toBe(canonicalJson({ a: { c: 3, d: 2 }, b: 1 }));
    expect(canonicalJson({ b: 1, a: [true, null] })).toBe('{"a":[true,null],"b":1}');
  });
  it("agrees with JSON about every value", () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => {
      // JSON knows no minus zero.
      expect(JSON.parse(canonicalJson(value as AuditJson))).toEqual(JSON.parse(JSON.stringify(value)));
    }));
  });
  it("changes with every field and with the entry before", () => {
    const text = chainText(GENESIS_HEX, record);
    for (const key of Object.keys(record) as (keyof AuditRecord)[]) {
      expect(chainText(GENESIS_HEX, { ...record, [key]: "x" })).not.toBe(text);
    }
    expect(chainText("1".repeat(64), record)).not.toBe(text);
  });
});
