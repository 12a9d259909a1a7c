import { describe, expect, it } from "vitest";
import type { ChartData } from "./chart-data";
import { chartOption, type ChartKind } from "./chart-option";
import { drawChart } from "./draw-chart";

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
