import { BarChart } from "echarts/charts";
import { GridComponent, MarkLineComponent, TitleComponent } from "echarts/components";
import * as echarts from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import type { Result } from "../all";

echarts.use([BarChart, GridComponent, MarkLineComponent, TitleComponent, SVGRenderer]);

const WIDTH = 900;
const ROW = 22;
const PAGES = 10;

/** How far a figure came of its target: 1 is reached, whichever direction is the good one; null where there is no number to compare. */
function reached({ value, target }: Result): number | null {
  const bound = Number(/[\d.]+/.exec(target ?? "")?.[0]);
  if (!Number.isFinite(bound) || bound === 0 || value === 0) return null;
  return target?.startsWith("≤") === true ? bound / value : value / bound;
}

type Bar = { readonly part: string; readonly name: string; readonly share: number; readonly met: boolean | null };

/** A hundred pages would hide all else: the farthest from their target stand for them. */
function withFewPages(bars: readonly Bar[]): readonly Bar[] {
  const kept = new Set(bars.filter(({ part }) => part === "pages").sort((one, other) => one.share - other.share).slice(0, PAGES));
  return bars.filter((bar) => bar.part !== "pages" || kept.has(bar));
}

/** A picture (SVG) of every figure (of pages the slowest) as a share of its target; the line stands where it is reached. */
export function drawFigures(results: readonly Result[], machine: string): string {
  const bars = withFewPages(results.flatMap((one): Bar[] => {
    const share = one.target === null ? null : reached(one);
    return share === null ? [] : [{ part: one.part, name: `${one.part}: ${one.name}`.slice(0, 70), share: Math.min(3, share), met: one.met }];
  }));
  const chart = echarts.init(null, null, { renderer: "svg", ssr: true, width: WIDTH, height: 90 + bars.length * ROW });
  chart.setOption({
    animation: false,
    backgroundColor: "#fffdf8",
    title: { text: "Share of the target reached (cut at 3)", subtext: machine, left: 8, top: 4, textStyle: { fontSize: 14 } },
    grid: { left: 430, right: 40, top: 60, bottom: 24 },
    xAxis: { type: "value", max: 3 },
    yAxis: { type: "category", inverse: true, data: bars.map(({ name }) => name), axisLabel: { fontSize: 11, width: 410, overflow: "truncate" } },
    series: [{
      type: "bar", barWidth: 12, data: bars.map(({ share, met }) => ({ value: Number(share.toFixed(3)), itemStyle: { color: met === true ? "#27496d" : "#c0392b" } })),
      markLine: { symbol: "none", lineStyle: { color: "#333" }, data: [{ xAxis: 1 }], label: { formatter: "target" } },
    }],
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}
