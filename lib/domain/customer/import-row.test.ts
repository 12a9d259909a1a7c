import { describe, expect, it } from "vitest";
import { readRow, unreadFields, type RowContext } from "./import-row";

const MAPPING = {
  number: 0,
  name: 1,
  phone: 2,
  branch: 3,
  birthDate: 4,
  kind: 5,
  products: 6,
  preferredChannel: 7,
  promotionConsent: 8,
  remarks: 9,
};
const CONTEXT: RowContext = {
  branches: new Map([["HN-01", "1"]]),
  now: new Date("2026-11-24T00:00:00Z"),
  demo: true,
  columns: 10,
};
const GOOD = [
  "C0070000001",
  "　王秀英 ",
  " 154 1234 5678　",
  "hn-01 ",
  "1990/5/3",
  "农户",
  "社保卡、惠农e贷",
  "短信",
  "是",
  '老客户，喜欢"电话"\r\n联系',
];
const row = (change: Record<number, string> = {}) => GOOD.map((cell, index) => change[index] ?? cell);
const read = (cells: string[], context: Partial<RowContext> = {}) =>
  readRow(cells, MAPPING, { ...CONTEXT, ...context });

describe("a row of a customer file", () => {
  it("is read with everything it says", () => {
    expect(read(row())).toEqual({
      ok: true,
      value: {
        number: "C0070000001",
        name: "王秀英",
        phone: "+8615412345678",
        branchCode: "HN-01",
        birthDate: "1990-05-03",
        kind: "农户",
        products: ["社保卡", "惠农e贷"],
        tags: [],
        preferredChannel: "sms",
        promotionConsent: true,
        email: null,
        language: null,
        riskTolerance: null,
        remarks: '老客户，喜欢"电话"\n联系',
      },
    });
  });

  it("says what product risk the customer can bear, where there is such a column", () => {
    const mapping = { ...MAPPING, riskTolerance: 10 };
    const levelOf = (cell: string) => readRow([...row(), cell], mapping, { ...CONTEXT, columns: 11 });
    expect(levelOf("C3（平衡型）")).toMatchObject({ ok: true, value: { riskTolerance: 3 } });
    expect(levelOf("")).toMatchObject({ ok: true, value: { riskTolerance: null } });
    expect(levelOf("待测评")).toMatchObject({ ok: true, value: { riskTolerance: null } });
    expect(unreadFields([...row(), "待测评"], mapping)).toEqual(["riskTolerance"]);
  });

  it("needs only number, name, phone and branch", () => {
    const result = readRow(
      ["HN-01", "15412345678", "王林", "C1"],
      { branch: 0, phone: 1, name: 2, number: 3 },
      { ...CONTEXT, columns: 4 },
    );
    expect(result).toMatchObject({ ok: true, value: { birthDate: null, promotionConsent: null, products: [] } });
  });

  it.each([
    [{ 0: "　" }, "import.number", "number", "missing"],
    [{ 0: "客户一" }, "import.number", "number", "malformed"],
    [{ 1: "\u3000" }, "import.name", "name", "missing"],
    [{ 2: "=15412345678" }, "import.phone", "phone", "phone.characters"],
    [{ 2: "" }, "import.phone", "phone", "phone.empty"],
    [{ 3: "HN-99" }, "import.branch", "branch", "unknown"],
    [{ 3: "" }, "import.branch", "branch", "missing"],
    [{ 4: "1990-02-30" }, "import.date", "birthDate", "birth_date.impossible"],
    [{ 4: "2087-01-01" }, "import.date", "birthDate", "birth_date.future"],
  ])("%j is refused with its column and reason", (change, code, column, detail) => {
    const result = read(row(change));
    expect(result).toMatchObject({ ok: false, error: { code, column, detail } });
    // What the cell says is personal: it must not travel with the reason.
    if (!result.ok)
      for (const said of Object.values(change)) if (said.trim() !== "") expect(result.error.detail).not.toContain(said);
  });

  it("is refused with too few or too many cells; empty cells at the end are no cells", () => {
    expect(read(row().slice(0, 9))).toMatchObject({
      error: { code: "import.columns", column: null, detail: "9/10", number: "C0070000001" },
    });
    expect(read([...row(), "x", "y"])).toMatchObject({ error: { code: "import.columns", detail: "12/10" } });
    expect(read([...row(), "", " "]).ok).toBe(true);
  });

  it("may name its branch in full-width letters, or by a name with brackets", () => {
    const branches = new Map([
      ["HN-01", "1"],
      ["长沙支行（岳麓）", "1"],
    ]);
    expect(read(row({ 3: "ＨＮ－０１" }), { branches })).toMatchObject({ value: { branchCode: "HN-01" } });
    expect(read(row({ 3: "长沙支行（岳麓）" }), { branches })).toMatchObject({
      value: { branchCode: "长沙支行（岳麓）" },
    });
  });

  it("with a fictitious number is for demonstrations only", () => {
    expect(read(row(), { demo: false })).toMatchObject({ error: { code: "import.phone", detail: "phone.fictitious" } });
  });

  it("tells which optional cells were not understood", () => {
    expect(unreadFields(row({ 7: "微信", 8: "待定" }), MAPPING)).toEqual(["preferredChannel", "promotionConsent"]);
    expect(unreadFields(row({ 7: "", 8: "否" }), MAPPING)).toEqual([]);
  });
});
