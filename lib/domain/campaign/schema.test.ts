import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { audienceRuleSchema, isEverybody } from "./audience";
import { microsToYuan, yuanToMicros } from "./money";
import { cancelCampaignSchema, createCampaignSchema, reviewCampaignSchema } from "./schema";

const id = "0199a3c4-0000-7000-8000-000000000000";
const draft = {
  name: " 春耕贷款提醒 ",
  templateVersionId: id,
  audience: {},
  bindings: { name: { from: "customer", field: "name" } },
  startAt: null,
  speedLimit: null,
  budgetYuan: null,
  providerAccountId: null,
  family: null,
  usesScore: false,
  assessment: null,
};
const messages = (result: { success: boolean; error?: { issues: readonly { message: string }[] } | undefined }) =>
  result.error?.issues.map((issue) => issue.message) ?? [];

describe("a campaign form", () => {
  it("takes what is complete, trimmed", () => {
    expect(createCampaignSchema.parse(draft).name).toBe("春耕贷款提醒");
    expect(
      createCampaignSchema.safeParse({
        ...draft,
        startAt: "2026-11-24T09:00:00+08:00",
        budgetYuan: "1234.5",
        speedLimit: 100,
      }).success,
    ).toBe(true);
  });
  it("names what is wrong with a key that has words", () => {
    expect(messages(createCampaignSchema.safeParse({ ...draft, name: " " }))).toEqual(["campaign.name_missing"]);
    expect(messages(createCampaignSchema.safeParse({ ...draft, startAt: "tomorrow" }))).toEqual([
      "campaign.start_invalid",
    ]);
    expect(messages(createCampaignSchema.safeParse({ ...draft, budgetYuan: "-1" }))).toEqual([
      "campaign.budget_invalid",
    ]);
    expect(messages(createCampaignSchema.safeParse({ ...draft, speedLimit: 0 }))).toEqual(["campaign.speed_invalid"]);
    expect(messages(cancelCampaignSchema.safeParse({ campaignId: id, reason: "" }))).toEqual([
      "campaign.reason_missing",
    ]);
  });
  it("takes no state, owner, count or price from the client", () => {
    for (const field of ["state", "authorId", "frozenCount", "costMicros", "branchId"])
      expect(createCampaignSchema.safeParse({ ...draft, [field]: 1 }).success, field).toBe(false);
  });
  it("insists on a reason when a reviewer returns it", () => {
    const review = { campaignId: id, lockVersion: 1, decision: "return", comment: "", boundHash: "a".repeat(64) };
    expect(messages(reviewCampaignSchema.safeParse(review))).toEqual(["campaign.comment_missing"]);
    expect(reviewCampaignSchema.safeParse({ ...review, comment: "金额不清" }).success).toBe(true);
  });
});

describe("an audience rule", () => {
  it("is everybody in scope when it is empty", () => {
    expect(isEverybody(audienceRuleSchema.parse({}))).toBe(true);
    expect(isEverybody(audienceRuleSchema.parse({ tags: ["农户"] }))).toBe(false);
  });
  it("drops repetitions and refuses nonsense", () => {
    expect(audienceRuleSchema.parse({ tags: ["农户", " 农户 ", "商户"] }).tags).toEqual(["农户", "商户"]);
    expect(messages(audienceRuleSchema.safeParse({ ageFrom: 65, ageTo: 18 }))).toEqual(["campaign.age_reversed"]);
    expect(messages(audienceRuleSchema.safeParse({ branches: [] }))).toEqual(["campaign.audience_empty_filter"]);
    expect(audienceRuleSchema.safeParse({ everyone: true }).success).toBe(false);
  });
});

describe("money as typed", () => {
  it("is exact to the millionth and comes back as it was", () => {
    expect(yuanToMicros("0.045")).toBe(45_000n);
    expect(yuanToMicros("12")).toBe(12_000_000n);
    for (const wrong of ["", "-1", "1e3", "1,000", "0.0000001", "一百"]) expect(yuanToMicros(wrong), wrong).toBeNull();
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 17n }), (micros) => {
        expect(yuanToMicros(microsToYuan(micros))).toBe(micros);
      }),
    );
  });
});
