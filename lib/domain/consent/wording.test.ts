import { describe, expect, it } from "vitest";
import { effectiveOnPublication, missingParts, refusesToPublish, sealText, wordingSchema, type WordingContent } from "./wording";

const now = new Date("2026-11-01T00:00:00Z");
const input = {
  version: "2026-1", purpose: "promotion" as const, textZh: "我同意接收产品信息", textEn: "I agree to product news", frequencyZh: "每月不超过2条", frequencyEn: "at most 2 a month",
  durationMonths: 24, effectiveFrom: "2026-12-01", renewBy: "2027-03-31", requestTemplate: "consent.promotion",
};
const content = (over: Partial<WordingContent> = {}) => ({
  ...input, effectiveFrom: null, renewBy: null, requestTemplate: null, state: "draft", createdById: "author", ...over,
});
const codes = (over: Partial<typeof input>) => wordingSchema.safeParse({ ...input, ...over }).error?.issues.map((issue) => issue.message) ?? [];

describe("words to agree to", () => {
  it("CN-SMS-05: are published only when they state kind, frequency and duration, in both languages", () => {
    expect(refusesToPublish(content(), "reviewer", now)).toBeNull();
    for (const part of ["textZh", "textEn", "frequencyZh", "frequencyEn"] as const) {
      expect(missingParts(content({ [part]: "  " }))).toEqual([part]);
      expect(refusesToPublish(content({ [part]: "" }), "reviewer", now)).toEqual({ code: "wording.incomplete" });
    }
    expect(codes({ durationMonths: 0 })).toHaveLength(1);
    expect(wordingSchema.safeParse({ ...input, durationMonths: undefined }).success).toBe(false);
  });
  it("are never published by their author, nor twice", () => {
    expect(refusesToPublish(content(), "author", now)).toEqual({ code: "wording.own" });
    expect(refusesToPublish({ ...content(), state: "published" }, "reviewer", now)).toEqual({ code: "wording.not_draft" });
  });
  it("are in force from their day on, but never before they were published", () => {
    expect(effectiveOnPublication({ effectiveFrom: null }, now)).toEqual(now);
    expect(effectiveOnPublication({ effectiveFrom: new Date("2025-01-01T00:00:00Z") }, now)).toEqual(now);
    expect(effectiveOnPublication({ effectiveFrom: new Date("2027-01-01T00:00:00Z") }, now)).toEqual(new Date("2027-01-01T00:00:00Z"));
  });
  it("demand renewal only after they are in force", () => {
    expect(codes({ renewBy: "2026-12-01" })).toEqual(["wording.renewal_too_early"]);
    expect(refusesToPublish(content({ renewBy: now }), "reviewer", now)).toEqual({ code: "wording.renewal_too_early" });
    expect(codes({ renewBy: "", requestTemplate: "x.y" })).toEqual(["wording.request_without_renewal"]);
  });
  it("have a name of their own that no entry without words goes by", () => {
    expect(codes({ version: "reply" })).toEqual(["wording.version_taken"]);
    expect(codes({ version: "二" })).toEqual(["wording.version_malformed"]);
  });
  it("have another seal after any change of what a reviewer reads", () => {
    const changes: Partial<WordingContent>[] = [
      { version: "x" }, { purpose: "education" }, { textZh: "x" }, { textEn: "x" }, { frequencyZh: "x" }, { frequencyEn: "x" }, { durationMonths: null }, { effectiveFrom: now }, { renewBy: now }, { requestTemplate: "x" },
    ];
    expect(new Set([content(), ...changes.map(content)].map(sealText)).size).toBe(changes.length + 1);
  });
});
