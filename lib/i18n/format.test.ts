import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatCount, formatDuration, formatInstant, formatMoney, formatRate, formatRelative } from "./format";

const ZONE = "Asia/Shanghai";
const now = new Date("2026-03-03T04:00:00Z");

describe("money", () => {
  it("shows a price of a segment to its last digit", () => {
    expect(formatMoney(45_000n, "zh-CN")).toBe("¥0.045");
    expect(formatMoney(45_500n, "en")).toBe("¥0.0455");
  });
  it("shows sums in yuan and cents", () => {
    expect(formatMoney(1_234_567_890_000n, "zh-CN")).toBe("¥1,234,567.89");
    expect(formatMoney(0n, "en")).toBe("¥0.00");
    expect(formatMoney(500_000n, "en")).toBe("¥0.50");
  });
  it("loses no cent of any sum of whole cents", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 17n }), (cents) => {
        const digits = formatMoney(cents * 10_000n, "en").replace(/[^\d]/g, "");
        expect(BigInt(digits)).toBe(cents);
      }),
    );
  });
});

describe("time", () => {
  it("stands on the bank's clock, not the machine's", () => {
    expect(formatInstant(new Date("2026-03-02T17:05:00Z"), "zh-CN", ZONE)).toContain("2026年3月3日");
    expect(formatInstant(new Date("2026-03-02T16:05:00Z"), "en", ZONE)).toContain("00:05");
  });
  it("is told from now nearby, and by its date from a week on", () => {
    expect(formatRelative(new Date(now.getTime() - 5 * 60_000), now, "zh-CN", ZONE)).toBe("5分钟前");
    expect(formatRelative(new Date(now.getTime() + 3 * 3_600_000), now, "zh-CN", ZONE)).toBe("3小时后");
    expect(formatRelative(new Date(now.getTime() - 86_400_000), now, "zh-CN", ZONE)).toBe("昨天");
    expect(formatRelative(new Date("2026-02-03T04:00:00Z"), now, "en", ZONE)).toBe("Feb 3, 2026");
  });
  it("has its two largest units as a length", () => {
    expect(formatDuration(2_340, "en")).toBe("2.3 sec");
    expect(formatDuration(3_723_000, "en")).toBe("1 hr 2 min");
    expect(formatDuration(86_400_000, "en")).toBe("1 day");
  });
});

describe("counts and shares", () => {
  it("separates thousands", () => expect(formatCount(1234567, "zh-CN")).toBe("1,234,567"));
  it("shows a dash where there was nothing to divide by", () => {
    expect(formatRate(null, "en")).toBe("–");
    expect(formatRate(0 / 0, "en")).toBe("–");
    expect(formatRate(0.9876, "en")).toBe("98.8%");
  });
});
