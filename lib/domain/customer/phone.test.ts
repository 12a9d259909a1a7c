import fc from "fast-check";
import { describe, expect, it } from "vitest";
import numbers from "./numbers.fixture.json";
import { parseMobile } from "./phone";

const real = (input: string) => parseMobile(input, { demo: false });
const demo = (input: string) => parseMobile(input, { demo: true });

describe("which numbers a text may go to", () => {
  it.each(numbers.phones)("$input: $why", (sample) => {
    const parsed = real(sample.input);
    expect(parsed.ok).toBe(sample.acceptAsSmsRecipient);
    if (parsed.ok) expect(parsed.value).toBe(sample.libphonenumber_js_max?.e164);
  });

  it.each([
    ["１３１２３４５６７８９", "full-width digits"],
    ["＋８６１３１２３４５６７８９", "full-width plus"],
    ["008613123456789", "international prefix"],
    ["0086 131 2345 6789", "prefix and spaces"],
    ["(+86)131-2345-6789", "parentheses"],
    ["\u3000131\u20102345\u20136789 ", "other dashes, full-width spaces"],
    ["\u202d13123456789\u202c", "invisible marks that phones copy along"],
  ])("%s is the same number: %s", (input) => expect(real(input)).toEqual({ ok: true, value: "+8613123456789" }));

  it.each([
    ["", "phone.empty"],
    ["　 ", "phone.empty"],
    ["无", "phone.characters"],
    ["1381234567八", "phone.characters"],
    ["=13123456789", "phone.characters"],
    ["tel:13123456789", "phone.characters"],
    ["13123456789 ext 5", "phone.characters"],
    ["13123456789x5", "phone.characters"],
    ["13123456789#5", "phone.characters"],
    ["1.3123E+10", "phone.characters"],
    ["13123456789、13123456788", "phone.several"],
    ["13123456789/13123456788", "phone.several"],
    ["010-88886666", "phone.not_mobile"],
    ["1381234", "phone.not_mobile"],
    ["1312345678901", "phone.not_mobile"],
    ["12345678901", "phone.not_mobile"],
    ["1069012345", "phone.service_number"],
    ["+86 1069012345", "phone.service_number"],
    ["13491234567", "phone.satellite"],
    ["17400123456", "phone.satellite"],
    ["+85291234567", "phone.foreign"],
    ["15412345678", "phone.fictitious"],
  ])("%s is refused as %s", (input, code) => expect(real(input)).toEqual({ ok: false, error: { code } }));

  it("an identity card or a bank card is never taken for a phone", () => {
    for (const { value } of [...numbers.ids, ...numbers.cards]) expect(demo(value).ok).toBe(false);
  });
});

describe("numbers that no real phone has", () => {
  it.each(["15412345678", "+8616400000000", "０１９４".slice(1) + "12345678", "0086194 1234 5678"])(
    "%s: a demonstration takes it, a bank does not",
    (input) => {
      expect(demo(input).ok).toBe(true);
      expect(real(input).ok).toBe(false);
    },
  );
  it("needs all eleven digits, in a demonstration too", () => expect(demo("1541234567890").ok).toBe(false));
});

describe("whatever a cell holds", () => {
  it("never throws, and what it takes it takes again unchanged", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^(\+86|0086)?1[3-9]\d{9}$/)), (input) => {
        const once = demo(input);
        if (once.ok) expect(demo(once.value)).toEqual(once);
      }),
    );
  });
});
