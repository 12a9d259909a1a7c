import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LIST_REFUSALS, listCounts, namedCells, namedColumns, readListRow } from "./list-row";

const demo = { demo: true };

describe("a row of an uploaded list", () => {
  it("means a customer by number, else by phone; the number decides where both stand", () => {
    expect(readListRow([" c0010000007 ", "15400000001"], { number: 0, phone: 1 }, demo)).toEqual({ ok: true, value: { by: "number", number: "C0010000007" } });
    expect(readListRow(["", "154 0000 0001"], { number: 0, phone: 1 }, demo)).toEqual({ ok: true, value: { by: "phone", phone: "+8615400000001" } });
    expect(readListRow(["１５４００００００01"], { number: null, phone: 0 }, demo)).toEqual({ ok: true, value: { by: "phone", phone: "+8615400000001" } });
  });

  it("that names nobody says why", () => {
    expect(readListRow(["", ""], { number: 0, phone: 1 }, demo)).toEqual({ ok: false, error: { code: "list.blank" } });
    expect(readListRow(["客户号见附件", "15400000001"], { number: 0, phone: 1 }, demo)).toEqual({ ok: false, error: { code: "list.number" } });
    expect(readListRow(["010-88886666"], { number: null, phone: 0 }, demo)).toEqual({ ok: false, error: { code: "list.phone" } });
    expect(readListRow(["15400000001"], { number: null, phone: 0 }, { demo: false })).toEqual({ ok: false, error: { code: "list.phone" } });
  });

  it("gives its cells under the names of their columns", () => {
    expect(namedCells(["客户号", "", " 金额 "], ["C1", "x", " 12.5 "])).toEqual({ 客户号: "C1", 金额: "12.5" });
    expect(namedCells(["a", "b"], ["1"])).toEqual({ a: "1", b: "" });
  });

  it("does not pass on the reasons that our own file of refused rows gave it", () => {
    expect(namedColumns(["未导入原因", "客户号", "", "金额"])).toEqual(["客户号", "金额"]);
    expect(namedCells(["未导入原因", "客户号"], ["没有这位客户", "C1"])).toEqual({ 客户号: "C1" });
  });

  it("is matched, a duplicate or refused, and nothing else", () => {
    const reasons = fc.record(Object.fromEntries(LIST_REFUSALS.map((code) => [code, fc.nat(1_000)])), { requiredKeys: [] });
    fc.assert(fc.property(reasons, fc.nat(1_000), (byReason, matched) => {
      const rows = matched + Object.values(byReason).reduce((sum, count) => sum + (count ?? 0), 0);
      const counts = listCounts(rows, byReason);
      expect(counts.matched).toBe(matched);
      expect(counts.matched + counts.duplicates + counts.refused).toBe(rows);
    }));
  });
});
