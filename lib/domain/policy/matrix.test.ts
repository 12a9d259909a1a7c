import { describe, expect, it } from "vitest";
import { PURPOSES } from "@/lib/domain/shared/vocabulary";
import { MATRIX_RULES, matrixAt, type HeldRule, type Matrix } from "./matrix";
import { PACK_CODES } from "./pack";
import { PACK_SOURCES, shippedPack } from "./packs";
import regulations from "./regulations.json";
import { PACK_RULE_IDS, ruleValueSchema } from "./rules";
import { sourcingOf } from "./sources";
import { editableRow, withValues } from "./values";

const now = new Date("2026-11-20T12:00:00+08:00");
const CN = PACK_SOURCES.CN;
const everything = ({ lines, others }: Matrix): HeldRule[] => [
  ...lines.flatMap((line) => line.cells.flatMap((cell) => cell.held ?? [])),
  ...others.flatMap((other) => other.held),
];
const cell = (matrix: Matrix, purpose: string | null, rule: string) => matrix.lines.find((line) => line.purpose === purpose)?.cells.find((one) => one.rule === rule)?.held;

describe.each(PACK_CODES)("the matrix of %s", (code) => {
  const matrix = matrixAt(shippedPack(code), PACK_SOURCES[code], now);
  it("reaches every rule that the pack has, and fills every cell of every purpose", () => {
    const reached = new Set(everything(matrix).map((one) => one.rule));
    expect([...reached].sort()).toEqual([...new Set(PACK_SOURCES[code].rows.map((row) => row.rule))].sort());
    for (const purpose of PURPOSES) for (const rule of MATRIX_RULES) expect([purpose, rule, cell(matrix, purpose, rule)?.row.rule]).toEqual([purpose, rule, rule]);
  });
  it("shows every row that is in force and holds somewhere", () => {
    const shown = new Set(everything(matrix).map((one) => one.row.id));
    const inForce = PACK_SOURCES[code].rows.filter((row) => row.effectiveFrom <= now && (row.effectiveTo === null || now < row.effectiveTo));
    expect(inForce.filter((row) => !shown.has(row.id)).map((row) => row.id)).toEqual([]);
  });
  it("offers for editing only what a proposal can be about", () => {
    for (const { rule, purpose, channel, row } of everything(matrix)) expect(editableRow(PACK_SOURCES[code], { rule, purpose, channel }, now)).toMatchObject({ ok: true, value: { id: row.id } });
  });
});

describe("the matrix of CN", () => {
  it("has all twenty-eight rules", () => {
    const reached = new Set(everything(matrixAt(shippedPack("CN"), CN, now)).map((one) => one.rule));
    expect(PACK_RULE_IDS.filter((rule) => !reached.has(rule))).toEqual([]);
    expect(Object.keys(ruleValueSchema)).toHaveLength(PACK_RULE_IDS.length);
  });

  it("stands under Order 31 until 2026-04-30 and under Order 74 from 2026-05-01", () => {
    const consent = (day: string) => cell(matrixAt(shippedPack("CN"), CN, new Date(`${day}T12:00:00+08:00`)), "promotion", "consent")?.row;
    expect([consent("2026-04-30")?.instrument, consent("2026-04-30")?.article]).toEqual(["miit_31", "18"]);
    expect([consent("2026-05-01")?.instrument, consent("2026-05-01")?.article]).toEqual(["miit_74", "21"]);
  });

  it("says of a purpose without a rule of its own that it goes by the general one, until the bank gives it one", () => {
    const value = { rule: "frequency_cap", purpose: "loan", channel: null, params: { perDay: 3, perWeek: null, perMonth: null }, effectiveFrom: new Date("2026-10-01T00:00:00Z"), effectiveTo: null };
    const before = cell(matrixAt(shippedPack("CN"), CN, now), "loan", "frequency_cap");
    expect(before).toMatchObject({ isInherited: true, isOwn: false, row: { params: { perDay: 20 } } });
    const pack = withValues(CN, [value]);
    expect(cell(matrixAt(pack, CN, now), "loan", "frequency_cap")).toMatchObject({ isInherited: false, isOwn: true, row: { params: { perDay: 3 } } });
    expect(cell(matrixAt(pack, CN, new Date("2026-09-01T00:00:00Z")), "loan", "frequency_cap")).toMatchObject({ isInherited: true, isOwn: false });
    // The purposes beside it keep theirs.
    expect(cell(matrixAt(pack, CN, now), "account", "frequency_cap")).toMatchObject({ isInherited: true, isOwn: false });
  });

  it("lists rows for calls beside the rules that have no column", () => {
    const hours = matrixAt(shippedPack("CN"), CN, now).others.find((one) => one.rule === "quiet_hours");
    expect(hours?.held.map((one) => [one.channel, one.purpose])).toEqual([["voice", null], ["voice", "risk"]]);
  });
});

describe("the sourcing of a citation", () => {
  it("is that of its weakest source, and a bank's own rule needs none", () => {
    expect(sourcingOf({ instrument: "bank_rule", regulations: [] })).toBe("read");
    expect(sourcingOf({ instrument: "hk_uemo", regulations: [] })).toBe("unverified");
    expect(sourcingOf({ instrument: "civil_code", regulations: ["CN-CIV-01"] })).toBe("read");
    expect(sourcingOf({ instrument: "civil_code", regulations: ["CN-CIV-01", "CN-SMS-06"] })).toBe("secondary");
    expect(sourcingOf({ instrument: "in_tcccpr", regulations: ["IN-DLT-01", "IN-DLT-02"] })).toBe("unverified");
  });
  it("is known for every regulation that a pack cites", () => {
    const known = new Set(regulations.rules.map((one) => one.id));
    const cited = PACK_CODES.flatMap((code) => PACK_SOURCES[code].rows.flatMap((row) => row.regulations));
    expect(cited.filter((id) => !known.has(id))).toEqual([]);
  });
});
