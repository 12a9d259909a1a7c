import { describe, expect, it } from "vitest";
import { guessConsentColumns, lacksColumns, readConsentRow, readPurpose, readState } from "./import-row";

const header = ["客户号", "渠道", "用途", "客户意见", "日期", "凭证", "授权文本"];
const columns = guessConsentColumns(header, { number: 0, phone: null });
const context = { demo: true, now: new Date("2026-11-25T04:00:00Z"), columns: header.length };
const row = (over: Partial<Record<string, string>> = {}) =>
  ["C0010000007", over.channel ?? "短信", over.purpose ?? "产品推介", over.state ?? "同意", over.at ?? "2026-03-05", over.evidence ?? "SQ-001", over.wording ?? ""];
const read = (over: Partial<Record<string, string>> = {}) => readConsentRow(row(over), columns, context);
const code = (over: Partial<Record<string, string>>) => { const result = read(over); return result.ok ? "taken" : result.error.code; };

describe("a file of consents", () => {
  it("is understood by its headers in either language, in any order", () => {
    expect(columns).toEqual({ number: 0, phone: null, channel: 1, purpose: 2, state: 3, at: 4, evidence: 5, wording: 6 });
    expect(guessConsentColumns(["Date", "Consent", "Phone", "Channel", "Evidence", "Wording version", "Purpose"], { number: null, phone: 2 }))
      .toEqual({ number: null, phone: 2, at: 0, state: 1, channel: 3, evidence: 4, wording: 5, purpose: 6 });
  });
  it("must say who, channel, purpose, what and when; evidence may be missing where nobody agreed", () => {
    expect(lacksColumns(columns)).toBe(false);
    expect(lacksColumns({ ...columns, evidence: null, wording: null })).toBe(false);
    for (const field of ["number", "channel", "purpose", "state", "at"] as const) expect(lacksColumns({ ...columns, [field]: null })).toBe(true);
  });
});

describe("a row", () => {
  it("says what a customer agreed to, when and with which proof", () => {
    expect(read()).toEqual({ ok: true, value: { key: { by: "number", number: "C0010000007" }, channel: "sms", purpose: "promotion", state: "given", day: "2026-03-05", minute: null, evidence: "SQ-001", wording: "" } });
    expect(read({ at: "2026/3/5 14:30" })).toMatchObject({ ok: true, value: { day: "2026-03-05", minute: 870 } });
    expect(read({ at: "2026-03-05 00:00:00" })).toMatchObject({ ok: true, value: { minute: null } });
    expect(read({ wording: "2025-1" })).toMatchObject({ ok: true, value: { wording: "2025-1" } });
  });
  it("of consent without evidence proves nothing; a refusal needs none", () => {
    expect(code({ evidence: "" })).toBe("consent.evidence");
    expect(code({ evidence: "x" })).toBe("consent.evidence");
    expect(code({ evidence: "x".repeat(101) })).toBe("consent.evidence");
    expect(code({ state: "拒绝", evidence: "" })).toBe("taken");
  });
  it("says which cell is at fault", () => {
    expect(code({ channel: "信鸽" })).toBe("consent.channel");
    expect(code({ purpose: "其他" })).toBe("consent.purpose");
    expect(code({ state: "也许" })).toBe("consent.state");
    expect(code({ state: "" })).toBe("consent.state");
    expect(code({ at: "" })).toBe("consent.date");
    expect(code({ at: "5/3/2026" })).toBe("consent.date");
    expect(code({ at: "2026-03-05 25:00" })).toBe("consent.date");
    expect(code({ at: "2026-11-27" })).toBe("consent.future");
    expect(readConsentRow(["", ...row().slice(1)], columns, context)).toEqual({ ok: false, error: { code: "list.blank" } });
    expect(readConsentRow([...row(), "spilt"], columns, context)).toEqual({ ok: false, error: { code: "consent.columns" } });
  });
});

it("reads purposes and words in both languages, and nothing unclear", () => {
  expect(["promotion", "营销", "Marketing", "贷款", "教育"].map(readPurpose)).toEqual(["promotion", "promotion", "promotion", "loan", null]);
  expect(["同意", "是", "opt-in", "撤回", "退订", "否", "Withdrawn", "?"].map(readState)).toEqual(["given", "given", "given", "withdrawn", "withdrawn", "withdrawn", "withdrawn", null]);
});
