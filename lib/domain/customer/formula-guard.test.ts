import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { guardCell, unguardCell } from "./formula-guard";

const anyCell = fc.oneof(
  fc.string(),
  fc
    .tuple(fc.constantFrom("=", "+", "-", "@", "'", "'=", "''+", "0", "'1", "123456789012", "\t", "＝"), fc.string())
    .map((parts) => parts.join("")),
);

describe("cells that a spreadsheet could run", () => {
  it.each(["=1+1", "+8615412345678", "-1", "@SUM(A1)", "\tx", "＝HYPERLINK()"])("%j gets an apostrophe", (cell) =>
    expect(guardCell(cell)).toBe(`'${cell}`),
  );
  it.each(["C0070000001", "15412345678", "0", "", "'quoted'"])("leaves %j alone", (cell) =>
    expect(guardCell(cell)).toBe(cell),
  );
  it.each(["008615412345678", "6222020000000000000"])("keeps all digits of %s", (cell) =>
    expect(guardCell(cell)).toBe(`'${cell}`),
  );
  it("takes the apostrophe off that bank systems put before numbers", () =>
    expect(unguardCell("'15412345678")).toBe("15412345678"));
  it("never begin with a sign", () =>
    fc.assert(fc.property(anyCell, (cell) => !/^[=+\-@\t\r＝＋－＠]/.test(guardCell(cell)))));
  it("come back as they were", () => fc.assert(fc.property(anyCell, (cell) => unguardCell(guardCell(cell)) === cell)));
});
