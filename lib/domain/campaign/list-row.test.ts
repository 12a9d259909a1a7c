import { describe, expect, it } from "vitest";
import { namedCells, readListRow } from "./list-row";

const demo = { demo: true };

describe("a row of an uploaded list", () => {
  it("means a customer by number, else by phone; the number decides where both stand", () => {
    expect(readListRow([" c0010000007 ", "15400000001"], { number: 0, phone: 1 }, demo)).toEqual({ ok: true, value: { by: "number", number: "C0010000007" } });
    expect(readListRow(["", "154 0000 0001"], { number: 0, phone: 1 }, demo)).toEqual({ ok: true, value: { by: "phone", phone: "+8615400000001" } });
    expect(readListRow(["１５４００００００01"], { number: null, phone: 0 }, demo)).toEqual({ ok: true, value: { by: "phone", phone: "+8615400000001" } });
  });

  it("that names nobody says why", () => {
    expect(readListRow(["", ""], { number: 0, phone: 1 }, demo)).toEqual({ ok: false, error: { code: "list.blank" } });
    expect(readListRow(["010-88886666"], { number: null, phone: 0 }, demo)).toEqual({ ok: false, error: { code: "list.phone" } });
    expect(readListRow(["15400000001"], { number: null, phone: 0 }, { demo: false })).toEqual({ ok: false, error: { code: "list.phone" } });
  });

  it("gives its cells under the names of their columns", () => {
    expect(namedCells(["客户号", "", " 金额 "], ["C1", "x", " 12.5 "])).toEqual({ 客户号: "C1", 金额: "12.5" });
    expect(namedCells(["a", "b"], ["1"])).toEqual({ a: "1", b: "" });
  });
});
