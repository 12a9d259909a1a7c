import { BarChart, LineChart } from "echarts/charts";
import { GridComponent, LegendComponent } from "echarts/components";
import { init, use as registerParts, type EChartsCoreOption } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { LatelyUsed } from "@/lib/domain/shared/lately-used";
import type { Language } from "@/lib/domain/shared/vocabulary";
import type { ChartData } from "./chart-data";
import { chartOption, type ChartKind } from "./chart-option";

registerParts([BarChart, LineChart, GridComponent, LegendComponent, SVGRenderer]);

/**
 * Neighbours of one colour become one shape: half a year of days in four colours is 700 bars in each of four widths, which
 * all go to the browser twice (as a page, and for React). Only the bars: they have a colour of the theme and nothing else.
 */
function joinBars(svg: string): string {
  return svg.replace(/(?:<path d="[^"]*" fill="(var\(--chart-\d\))"><\/path>\s*)(?:<path d="[^"]*" fill="\1"><\/path>\s*)+/g, (bars, colour: string) => {
    const outlines = [...bars.matchAll(/ d="([^"]*)"/g)].map(([, outline = ""]) => outline);
    return `<path d="${outlines.join("")}" fill="${colour}"></path>\n`;
  });
}

/** As wide as its place, silent for screen readers, without the hover styles and marks that only scripts would use. */
function forPage(svg: string): string {
  const bare = svg
    .replace(/<style[\s\S]*?<\/style>/g, "")
    .replace(/ (ecmeta_[a-z_]+|class)="[^"]*"/g, "")
    .replace(/ width="\d+" height="\d+"/, ' width="100%" aria-hidden="true" focusable="false"');
  return joinBars(bare);
}

/** Draws a chart without a browser, as SVG text that scales to the width it is given. */
export function drawChart(option: EChartsCoreOption, width: number, height: number): string {
  const chart = init(null, null, { renderer: "svg", ssr: true, width, height });
  try {
    chart.setOption(option);
    return forPage(chart.renderToSVGString());
  } finally {
    chart.dispose();
  }
}

export type Drawing = { readonly kind: ChartKind; readonly data: ChartData; readonly locale: Language; readonly isNarrow: boolean; readonly width: number; readonly height: number };

// A drawing is some twenty kilobytes: ten megabytes at most, for what several people look at, in several widths.
const kept = new LatelyUsed<string>(500);

// Of the largest power of ten in a chart: half a pixel at most, in the heights that are drawn.
const STEPS = 400;

/** The series as exactly as a picture can show them. */
function visible(series: ChartData["series"]): ChartData["series"] {
  const highest = Math.max(...series.flatMap((one) => one.values.map((value) => Math.abs(value ?? 0))));
  if (highest === 0) return series;
  const step = 10 ** Math.floor(Math.log10(highest)) / STEPS;
  return series.map((one) => ({ ...one, values: one.values.map((value) => (value === null ? null : Math.round(value / step) * step)) }));
}

/**
 * Figures that look the same make the same picture: drawn once (10 ms of a processor and more each), then kept, the least
 * lately asked for given up first. While a bank sends, a figure of today is another one with every look, and its bar hardly
 * ever; the table beside the picture has the figure itself. What decides the picture is the key, in full, so that no change
 * that could be seen can show an old one.
 */
export function keptDrawing({ kind, data, locale, isNarrow, width, height }: Drawing): string {
  const { categories, format } = data;
  const series = visible(data.series);
  const key = JSON.stringify([kind, categories, series, format, locale, isNarrow, width, height]);
  return kept.get(key, () => drawChart(chartOption(kind, { categories, series, format }, locale, { isNarrow }), width, height));
}
