import { describe, expect, it } from "vitest";
import { campaignRequestShape } from "./campaign-shapes";
import { inputFaults } from "./issues";
import { messageRequestShape } from "./message-shapes";
import { OPERATIONS } from "./operations";
import { toPointer } from "./pointer";
import { shapeExamples } from "./shape";
import type { z } from "zod";

function faults(shape: z.ZodType, input: unknown): string[] {
  const parsed = shape.safeParse(input);
  if (parsed.success) return [];
  return inputFaults(parsed.error, input).map(
    (fault) => `${toPointer(fault.place)} ${fault.code} ${JSON.stringify(fault.evidence)}`,
  );
}

describe("a request that is wrong", () => {
  it("is told which member is missing, unknown or of the wrong kind", () => {
    expect(faults(messageRequestShape, { customer: 7, extra: 1, variables: { amount: true, "": "x" } })).toEqual([
      "#/template api.required {}",
      '#/customer api.wrong_type {"expected":"string"}',
      '#/variables/amount api.wrong_type {"expected":"string_or_number"}',
      "#/variables/ api.bad_key {}",
      "#/extra api.unknown_field {}",
    ]);
  });
  it("names customer or phone, not both and not neither", () => {
    expect(faults(messageRequestShape, { template: "a" })).toEqual(["#/customer api.customer_or_phone {}"]);
    expect(faults(messageRequestShape, { template: "a", customer: "1", phone: "2" })).toEqual([
      "#/customer api.customer_or_phone {}",
    ]);
    expect(faults(messageRequestShape, { template: "a", phone: "2" })).toEqual([]);
  });
  it("is told the limit that it broke and the choices that there are", () => {
    expect(
      faults(campaignRequestShape, {
        name: "x".repeat(101),
        template: "a",
        audience: { branches: [], ageFrom: 200, languages: ["fr"] },
        startAt: "tomorrow",
      }),
    ).toEqual([
      '#/name api.too_long {"limit":100}',
      "#/audience/branches campaign.audience_empty_filter {}",
      '#/audience/languages/0 api.not_one_of {"allowed":"zh-CN, en"}',
      "#/audience/ageFrom campaign.age_invalid {}",
      "#/startAt api.malformed_instant {}",
    ]);
  });
  it("is told so where it is no object at all", () => {
    expect(faults(messageRequestShape, [])).toEqual(['# api.wrong_type {"expected":"object"}']);
    expect(faults(messageRequestShape, null)).toEqual(['# api.wrong_type {"expected":"object"}']);
  });
});

describe("a JSON pointer", () => {
  it("escapes what RFC 6901 and RFC 3986 reserve", () => {
    expect(toPointer(["a/b", "c~d", 0, "金额", "e f"])).toBe("#/a~1b/c~0d/0/%E9%87%91%E9%A2%9D/e%20f");
    expect(toPointer(["\uD800"])).toBe("#/%EF%BF%BD");
    expect(toPointer([])).toBe("#");
  });
});

describe("the examples of the document", () => {
  it.each([...shapeExamples.keys()])("%s agrees with its own shape", (id) => {
    const { shape, examples } = shapeExamples.get(id)!;
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) expect(shape.safeParse(example)).toMatchObject({ success: true });
  });
});

describe("the table of endpoints", () => {
  it("names each endpoint and each place once, and every parameter of its path", () => {
    expect(new Set(OPERATIONS.map((one) => one.id)).size).toBe(OPERATIONS.length);
    expect(new Set(OPERATIONS.map((one) => `${one.method} ${one.path}`)).size).toBe(OPERATIONS.length);
    for (const { path, params } of OPERATIONS) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(Object.keys(params?.shape ?? {}).sort()).toEqual(inPath.sort());
    }
  });
  it("takes a body wherever it says something new, and answers repetitions of what makes a thing", () => {
    for (const one of OPERATIONS) if (one.body) expect(one.bodyMaxBytes).toBeGreaterThan(0);
    expect(OPERATIONS.filter((one) => one.idempotent).map((one) => one.id)).toEqual([
      "createMessage",
      "createMessageBatch",
      "createCampaign",
    ]);
  });
});
