import { describe, expect, it } from "vitest";
import { dateFormat, distanceFormat, numberFormat } from "./formatters";

describe("a way of writing", () => {
  it("is made once", () => {
    expect(numberFormat("en", { style: "percent" })).toBe(numberFormat("en", { style: "percent" }));
    expect(dateFormat("zh-CN", { dateStyle: "medium", timeZone: "Asia/Shanghai" })).toBe(dateFormat("zh-CN", { dateStyle: "medium", timeZone: "Asia/Shanghai" }));
    expect(distanceFormat("en", { style: "short" })).toBe(distanceFormat("en", { style: "short" }));
  });

  it("is never another one's", () => {
    const at = new Date("2026-11-26T20:00:00Z");
    const [here, there] = (["Asia/Shanghai", "America/New_York"] as const).map((timeZone) => dateFormat("en", { dateStyle: "medium", timeZone }).format(at));
    expect([here, there]).toEqual(["Nov 27, 2026", "Nov 26, 2026"]);
    expect(numberFormat("en").format(1_234.5)).toBe("1,234.5");
    expect(numberFormat("en", { maximumFractionDigits: 0, style: "percent" }).format(0.5)).toBe("50%");
    expect(distanceFormat("zh-CN", { style: "short" }).format(1, "day")).not.toBe(distanceFormat("en", { style: "short" }).format(1, "day"));
  });
});
