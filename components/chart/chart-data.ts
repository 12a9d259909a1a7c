/** What a series stands for decides its colour: the same state has the same one on every page. */
export type ChartTone = "ink" | "jade" | "ochre" | "plum" | "slate" | "danger";

export type ChartFormat = "count" | "percent" | "money" | "seconds";

export type ChartSeries = {
  readonly name: string;
  /** One value per category; null where there is none. Money in micro-yuan, shares from 0 to 1. */
  readonly values: readonly (number | null)[];
  readonly tone?: ChartTone;
};

export type ChartData = {
  readonly categories: readonly string[];
  readonly series: readonly ChartSeries[];
  readonly format: ChartFormat;
};

const ORDER: readonly ChartTone[] = ["ink", "jade", "ochre", "plum", "slate", "danger"];

// Custom properties of app/styles/theme.css: the picture follows light and dark without being drawn again.
const COLOURS: Record<ChartTone, string> = {
  ink: "var(--chart-1)",
  jade: "var(--chart-2)",
  ochre: "var(--chart-3)",
  plum: "var(--chart-4)",
  slate: "var(--chart-5)",
  danger: "var(--chart-6)",
};

/** The colour of a tone. */
export function toneColour(tone: ChartTone): string {
  return COLOURS[tone];
}

/** The tone of a series, by its place unless it has one. */
export function seriesTone(series: ChartSeries, index: number): ChartTone {
  return series.tone ?? ORDER[index % ORDER.length] ?? "ink";
}
