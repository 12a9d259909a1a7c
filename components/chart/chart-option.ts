import type { EChartsCoreOption } from "echarts/core";
import type { Language } from "@/lib/domain/shared/vocabulary";
import { seriesTone, toneColour, type ChartData, type ChartSeries } from "./chart-data";
import { formatTick } from "./format-value";

export type ChartKind = "bar" | "stacked-bar" | "line";

const TEXT = { color: "var(--chart-text)", fontSize: 12, fontFamily: "var(--font-sans)" } as const;

function drawSeries(kind: ChartKind, series: ChartSeries, index: number) {
  const color = toneColour(seriesTone(series, index));
  const common = {
    name: series.name,
    data: [...series.values],
    itemStyle: { color },
    emphasis: { disabled: true },
    silent: true,
  };
  if (kind === "line") {
    return {
      ...common,
      type: "line" as const,
      lineStyle: { color, width: 2 },
      showSymbol: series.values.length <= 14,
      symbolSize: 5,
      symbol: "circle",
    };
  }
  return { ...common, type: "bar" as const, barMaxWidth: 28, ...(kind === "stacked-bar" ? { stack: "all" } : {}) };
}

const isHigh = (data: ChartData) =>
  data.series.some((series) => series.values.some((value) => value !== null && value > 0.5));

const LEGEND_ROW = 20;

/** The drawing instructions of a chart: no animation and no style element, so that it stands still on paper and under CSP. */
export function chartOption(
  kind: ChartKind,
  data: ChartData,
  locale: Language,
  { isNarrow }: { readonly isNarrow: boolean },
): EChartsCoreOption {
  const hasLegend = data.series.length > 1;
  // On a phone three names already need a second row.
  const legendRows = isNarrow && data.series.length > 2 ? 2 : 1;
  return {
    animation: false,
    textStyle: TEXT,
    aria: { enabled: false },
    grid: {
      left: 8,
      right: 12,
      top: hasLegend ? LEGEND_ROW * legendRows + 16 : 12,
      bottom: 4,
      outerBoundsMode: "same",
      outerBoundsContain: "axisLabel",
    },
    legend: {
      show: hasLegend,
      left: 0,
      top: 0,
      itemWidth: 12,
      itemHeight: 8,
      itemGap: 14,
      type: "plain",
      icon: kind === "line" ? "circle" : "rect",
      textStyle: TEXT,
      emphasis: { selectorLabel: { disabled: true } },
      selectedMode: false,
      backgroundColor: "transparent",
      borderColor: "transparent",
    },
    xAxis: {
      type: "category",
      data: [...data.categories],
      boundaryGap: kind !== "line",
      axisLine: { lineStyle: { color: "var(--border)" } },
      axisTick: { show: false },
      axisLabel: { ...TEXT, hideOverlap: true, ...(isNarrow ? { fontSize: 11 } : {}) },
      silent: true,
    },
    yAxis: {
      type: "value",
      splitNumber: 4,
      minInterval: data.format === "count" ? 1 : 0,
      // Rates near the top are read against the whole; low ones (refusals) would vanish at its foot.
      ...(data.format === "percent" && isHigh(data) ? { max: 1 } : {}),
      axisLabel: { ...TEXT, formatter: (value: number) => formatTick(value, data.format, locale) },
      splitLine: { lineStyle: { color: "var(--chart-grid)" } },
      silent: true,
    },
    series: data.series.map((series, index) => drawSeries(kind, series, index)),
  };
}
