import { describe, expect, it } from "vitest";
import { EMPTY_COMPOSER, toCampaignInput, toComposerValues } from "./composer";
import { createCampaignSchema } from "./schema";

const ID = "01a20af4-38a3-7000-8000-000000000000";

describe("the campaign composer", () => {
  it("says nothing about filters that were left empty", () => {
    expect(toCampaignInput({ ...EMPTY_COMPOSER, name: "春耕", templateVersionId: ID }).audience).toEqual({});
  });
  it("keeps what was typed through storing and opening again", () => {
    const typed = { ...EMPTY_COMPOSER, name: "春耕", templateVersionId: ID, tags: ["种植大户"], ageFrom: "60", startAt: "2026-12-01T09:30", speedLimit: "50", budgetYuan: "120.5", family: "春耕", usesScore: true, assessment: "PIA-2026-011" };
    const input = createCampaignSchema.parse(toCampaignInput(typed));
    expect(input.startAt && new Date(input.startAt).toISOString()).toBe("2026-12-01T01:30:00.000Z");
    expect(toComposerValues({ ...input, startAt: new Date(input.startAt ?? 0) })).toEqual(typed);
  });
  it("drops an assessment of a score that is not used", () => {
    expect(toCampaignInput({ ...EMPTY_COMPOSER, assessment: "PIA-2026-011" })).toMatchObject({ family: null, usesScore: false, assessment: null });
  });
  it("lets the schema name what is no number", () => {
    const parsed = createCampaignSchema.safeParse(toCampaignInput({ ...EMPTY_COMPOSER, name: "春耕", templateVersionId: ID, ageFrom: "六十", speedLimit: "快" }));
    expect(parsed.error?.issues.map((issue) => issue.path.join("."))).toEqual(["audience.ageFrom", "speedLimit"]);
  });
});
