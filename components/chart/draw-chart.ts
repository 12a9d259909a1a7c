import { BarChart, LineChart } from "echarts/charts";
import { GridComponent, LegendComponent } from "echarts/components";
import { init, use as registerParts, type EChartsCoreOption } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { LatelyUsed } from "@/lib/domain/shared/lately-used";
import type { Language } from "@/lib/domain/shared/vocabulary";
import type { ChartData } from "./chart-data";
import { chartOption, type ChartKind } from "./chart-option";

registerParts([BarChart, LineChart, GridComponent, LegendComponent, SVGRenderer]);

/** As wide as its place, silent for screen readers, without the hover styles and marks that only scripts would use. */
function forPage(svg: string): string {
  return svg
    .replace(/<style[\s\S]*?<\/style>/g, "")
    .replace(/ (ecmeta_[a-z_]+|class)="[^"]*"/g, "")
    .replace(/ width="\d+" height="\d+"/, ' width="100%" aria-hidden="true" focusable="false"');
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

/**
 * The same figures make the same picture: drawn once (some milliseconds each), then kept, the least lately asked for
 * given up first. What decides the picture is the key, in full, so that no change of a figure can show an old one.
 */
export function keptDrawing({ kind, data, locale, isNarrow, width, height }: Drawing): string {
  const { categories, series, format } = data;
  const key = JSON.stringify([kind, categories, series, format, locale, isNarrow, width, height]);
  return kept.get(key, () => drawChart(chartOption(kind, { categories, series, format }, locale, { isNarrow }), width, height));
}
