import { describe, expect, it } from "vitest";
import { z } from "zod";
import en from "@/lib/i18n/messages/en/errors/field.json";
import { readCode } from "./error-words";
import { fieldCode } from "./field-codes";

const codes = (schema: z.ZodType, input: unknown) => {
  const parsed = schema.safeParse(input, { error: fieldCode });
  return parsed.success ? [] : parsed.error.issues.map((issue) => issue.message);
};

describe("what a field says is wrong", () => {
  it("asks for what is missing before it speaks of lengths", () => {
    expect(codes(z.string().min(3), "")).toEqual(["field.required"]);
    expect(codes(z.string(), undefined)).toEqual(["field.required"]);
    expect(codes(z.enum(["a", "b"]), "")).toEqual(["field.required"]);
    expect(codes(z.number(), null)).toEqual(["field.required"]);
  });
  it("names the limit that was passed", () => {
    expect(codes(z.string().max(5), "123456")).toEqual(["field.too_long?max=5"]);
    expect(codes(z.array(z.string()).min(1), [])).toEqual(["field.too_few?min=1"]);
    expect(codes(z.number().max(10), 11)).toEqual(["field.too_big?max=10"]);
    expect(readCode("field.too_long?max=5")).toEqual({ code: "field.too_long", evidence: { max: 5 } });
  });
  it("leaves a schema's own code alone", () => {
    expect(codes(z.string().max(5, "review.comment_too_long"), "123456")).toEqual(["review.comment_too_long"]);
  });
  it("has words for each code it can give", () => {
    const inputs: [z.ZodType, unknown][] = [
      [z.string().min(3), "a"],
      [z.number().min(3), 1],
      [z.array(z.string()).max(1), ["a", "b"]],
      [z.int(), 1.5],
      [z.email(), "x"],
      [z.url(), "x"],
      [z.iso.date(), "x"],
      [z.iso.datetime(), "x"],
      [z.enum(["a"]), "c"],
      [z.string().regex(/a/), "b"],
      [z.number(), "x"],
    ];
    for (const [schema, input] of inputs) {
      for (const message of codes(schema, input))
        expect(en).toHaveProperty(readCode(message).code.replace("field.", ""));
    }
  });
});
