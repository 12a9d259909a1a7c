import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maskFields, maskWire } from "./mask-exchange";

describe("what went over the wire, as it is shown", () => {
  it("keeps no run of seven digits, whatever stands around it", () => {
    const piece = fc.oneof(fc.string({ maxLength: 12 }), fc.stringMatching(/^\d{1,20}$/), fc.constantFrom("您", "，", "\n", '"'));
    fc.assert(fc.property(fc.array(piece, { maxLength: 12 }).map((all) => all.join("")), (text) => {
      expect(maskWire(text)).not.toMatch(/\d{7}/);
      expect(JSON.stringify(maskFields({ a: text, text, nested: [{ destination_addr: text }] }))).not.toMatch(/\d{7}/);
    }), { numRuns: 2_000 });
  });

  it("cuts texts, hides credentials, and leaves what one looks for", () => {
    expect(maskWire('{"PhoneNumbers":"13800138000","TemplateParam":"王女士，您的贷款将还"}')).toBe('{"PhoneNumbers":"138******00","TemplateParam":"王女士，…"}');
    expect(maskWire("Authorization: Bearer-abc123\nTo=+8613800138000")).toBe("Authorization: …\nTo=+861********00");
    expect(maskFields({ command: "SUBMIT", msgId: "1126092459000001", destinations: ["13800138000"], text: "【鸿雁银行】您的", content: "4f604f60", password: "x" })).toEqual({
      command: "SUBMIT", msgId: "1126092459000001", destinations: ["138******00"], text: "【鸿雁银…", content: "… 4 octets", password: "…",
    });
  });
});
