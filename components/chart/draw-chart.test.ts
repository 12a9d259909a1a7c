import { describe, expect, it } from "vitest";
import type { ChartData } from "./chart-data";
import { chartOption, type ChartKind } from "./chart-option";
import { drawChart, keptDrawing } from "./draw-chart";

const data: ChartData = {
  categories: ["3月1日", "3月2日", "<b>3月3日"],
  series: [
    { name: "已送达", values: [10, 20, null], tone: "jade" },
    { name: "失败", values: [1, 2, 3], tone: "danger" },
  ],
  format: "count",
};
const draw = (kind: ChartKind) => drawChart(chartOption(kind, data, "zh-CN", { isNarrow: false }), 760, 220);

describe.each(["bar", "stacked-bar", "line"] as const)("a %s chart", (kind) => {
  it("takes its colours from the theme, so that dark and light need one drawing", () => {
    expect(draw(kind)).toContain("var(--chart-2)");
    expect(draw(kind)).not.toMatch(/(fill|stroke)="#(?!000|fff)[0-9a-f]{3,6}"/i);
  });
  it("holds no style or script element that the content policy would stop", () => {
    expect(draw(kind)).not.toMatch(/<(style|script)/);
  });
  it("escapes names", () => expect(draw(kind)).not.toContain("<b>"));
});

describe("bars of one colour", () => {
  it("are one shape, all of them in it", () => {
    const svg = draw("stacked-bar");
    const shapes = [...svg.matchAll(/<path d="([^"]*)" fill="(var\(--chart-\d\))"><\/path>/g)].map(([, outline = "", colour]) => ({ colour, bars: outline.match(/Z/g)?.length }));
    // The legend's marks, and then the bars: two of the first series (the third has none), three of the second.
    expect(shapes.filter(({ bars }) => bars !== 1)).toEqual([{ colour: "var(--chart-2)", bars: 2 }, { colour: "var(--chart-6)", bars: 3 }]);
  });
});

describe("a kept drawing", () => {
  const wish = { kind: "bar", data, locale: "zh-CN", isNarrow: false, width: 760, height: 220 } as const;
  const changed = { ...data, series: data.series.map((series, index) => (index === 0 ? { ...series, values: [10, 21, null] } : series)) };

  it("is what a fresh one would be", () => {
    expect(keptDrawing(wish)).toBe(draw("bar"));
    expect(keptDrawing(wish)).toBe(draw("bar"));
  });
  it("is the same one while no bar becomes longer that anybody could see", () => {
    const counting = (today: number) => keptDrawing({ ...wish, data: { ...data, series: [{ name: "已送达", values: [98_000, 130_000, today] }] } });
    expect(counting(52_300)).toBe(counting(52_350));
    expect(counting(52_300)).not.toBe(counting(53_300));
  });
  it("is never shown for other figures, words or widths", () => {
    expect(keptDrawing({ ...wish, data: changed })).not.toBe(keptDrawing(wish));
    expect(keptDrawing({ ...wish, locale: "en", data: { ...data, format: "money" } })).not.toBe(keptDrawing(wish));
    expect(keptDrawing({ ...wish, width: 500 })).not.toBe(keptDrawing(wish));
  });
});
