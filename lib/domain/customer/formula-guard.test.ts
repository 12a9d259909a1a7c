import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { guardCell, unguardCell } from "./formula-guard";

const anyCell = fc.oneof(fc.string(), fc.tuple(fc.constantFrom("=", "+", "-", "@", "'", "'=", "''+", "\t", "＝"), fc.string()).map((parts) => parts.join("")));

describe("cells that a spreadsheet could run", () => {
  it.each(["=1+1", "+8615412345678", "-1", "@SUM(A1)", "\tx", "＝HYPERLINK()"])("%j gets an apostrophe", (cell) =>
    expect(guardCell(cell)).toBe(`'${cell}`));
  it("leaves other cells alone", () => expect(guardCell("C0070000001")).toBe("C0070000001"));
  it("never begin with a sign", () => fc.assert(fc.property(anyCell, (cell) => !/^[=+\-@\t\r＝＋－＠]/.test(guardCell(cell)))));
  it("come back as they were", () => fc.assert(fc.property(anyCell, (cell) => unguardCell(guardCell(cell)) === cell)));
});
