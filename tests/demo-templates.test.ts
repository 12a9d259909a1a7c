import { describe, expect, it } from "vitest";
import { checkVersion } from "@/lib/domain/check/check-version";
import { CONTACTS, LINKS, SIGNATURES } from "@/prisma/seed/data/organisation";
import { ANSWER_TEMPLATES } from "@/prisma/seed/data/answer-templates";
import { TEMPLATES } from "@/prisma/seed/data/templates";

describe("the demo bank's templates", () => {
  it("are forty-four, with a key of their own each", () => expect(new Set(TEMPLATES.map((one) => one.key)).size).toBe(44));

  it.each([...TEMPLATES, ...ANSWER_TEMPLATES].filter((one) => one.state !== "returned").map((one) => [one.key, one] as const))("%s has no error", (_, one) => {
    const found = checkVersion({
      text: one.text, elderText: one.elderText ?? null, use: one.use ?? "notice", purpose: one.purpose, variables: one.variables, language: one.language ?? "zh-CN", elderFriendly: one.elderFriendly ?? false,
      signature: one.signature ?? "鸿雁银行", signatures: SIGNATURES.map((signature) => signature.text), links: LINKS, contacts: CONTACTS, billingRule: "cn-domestic",
    });
    expect(found.filter((finding) => finding.severity === "error")).toEqual([]);
  });
});
