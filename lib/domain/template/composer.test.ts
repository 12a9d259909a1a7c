import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LANGUAGES } from "@/lib/domain/shared/vocabulary";
import { appraise } from "./appraise";
import { insertPlaceholder, newVariable, renamePlaceholder } from "./new-variable";
import { parsePlaceholders } from "./placeholders";
import type { RenderableTemplate } from "./render";
import { templateVariableSchema, VARIABLE_KINDS } from "./variable";

const template = (text: string, variables: RenderableTemplate["variables"] = []): RenderableTemplate => ({
  purpose: "loan",
  language: "zh-CN",
  signature: "鸿雁银行",
  text,
  variables,
});

describe("a new variable", () => {
  it("is valid as it is inserted, of every kind and in both languages", () => {
    for (const kind of VARIABLE_KINDS)
      for (const language of LANGUAGES) {
        expect(
          templateVariableSchema.safeParse(newVariable({ kind, language, label: "标签", host: "m.bank.com" }, []))
            .success,
        ).toBe(true);
      }
  });
  it("takes no name that is taken", () => {
    const taken: string[] = [];
    for (let count = 0; count < 4; count += 1)
      taken.push(newVariable({ kind: "money", language: "zh-CN", label: "金额" }, taken).name);
    expect(taken).toEqual(["amount", "amount2", "amount3", "amount4"]);
  });
  it("stands where the cursor was, and the cursor behind it", () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(), fc.nat(), (text, a, b) => {
        const [from, to] = [Math.min(a, b, text.length), Math.min(Math.max(a, b), text.length)];
        const after = insertPlaceholder(text, "amount", from, to);
        expect(after.text.slice(from, after.cursor)).toBe("${amount}");
        expect(after.text.length).toBe(text.length - (to - from) + "${amount}".length);
      }),
    );
  });
  it("is renamed everywhere at once, and no longer name is caught", () => {
    const text = renamePlaceholder("${due}、${dueDate}、${due}", "due", "day");
    expect(parsePlaceholders(text).names).toEqual(["day", "dueDate"]);
  });
});

describe("the meter", () => {
  it("reckons with the longest value, so that nobody is surprised by a second segment", () => {
    const name = { name: "name", kind: "text" as const, label: "说明", sample: "一", maxLength: 80 };
    const appraisal = appraise(template("您好，${name}。", [name]), "cn-domestic", 45_000n);
    expect(appraisal.renderings.sample.measure?.billing.segments).toBe(1);
    expect(appraisal.mostSegments).toBe(2);
    expect(appraisal.costPerThousand).toEqual({ sample: 45_000_000n, most: 90_000_000n });
  });
  it("names no cost where no price is in force", () =>
    expect(appraise(template("您好"), "cn-domestic", null).costPerThousand).toBeNull());
  it("shows half a character as not measurable instead of breaking", () => {
    expect(appraise(template("\ud800"), "cn-domestic", null).renderings.sample.measure).toBeNull();
  });
});
