import { useLocale, useTranslations } from "next-intl";
import { Disclosure } from "@/components/ui/disclosure";
import type { ChartData } from "./chart-data";
import { chartOption, type ChartKind } from "./chart-option";
import { ChartTable } from "./chart-table";
import { drawChart } from "./draw-chart";

type Props = ChartData & {
  /** Says what is shown; the heading of the table beside. */
  readonly title: string;
  /** What the categories are: “Day”, “Branch”. */
  readonly category?: string;
  readonly height?: number;
};

// Two drawings, one shown: text that is merely scaled down cannot be read on a phone.
const WIDE = 760;
const NARROW = 340;

function Chart({ kind, title, category, height = 220, ...data }: Props & { readonly kind: ChartKind }) {
  const t = useTranslations("ui.chart");
  const locale = useLocale();
  const hasData = data.series.some((series) => series.values.some((value) => value !== null && value !== 0));
  if (!hasData) return <p className="py-8 text-center text-muted">{t("noData")}</p>;
  const wide = drawChart(chartOption(kind, data, locale, { isNarrow: false }), WIDE, height);
  const narrow = drawChart(chartOption(kind, data, locale, { isNarrow: true }), NARROW, height);
  return (
    <figure className="@container m-0 flex flex-col gap-1">
      <figcaption className="sr-only">{title}</figcaption>
      {/* Drawn by us from numbers and escaped names; holds no scripts. */}
      <div className="hidden @lg:block" dangerouslySetInnerHTML={{ __html: wide }} />
      <div className="@lg:hidden" dangerouslySetInnerHTML={{ __html: narrow }} />
      <Disclosure summary={<span className="text-xs font-normal text-muted">{t("table")}</span>}>
        <ChartTable title={title} category={category ?? t("category")} data={data} />
      </Disclosure>
    </figure>
  );
}

/** Amounts beside each other: sent by branch. */
export function BarChart(props: Props) {
  return <Chart {...props} kind="bar" />;
}

/** Parts of a whole over time: delivered, failed, withheld by day. */
export function StackedBarChart(props: Props) {
  return <Chart {...props} kind="stacked-bar" />;
}

/** How something moves: delivery rate by day. */
export function LineChart(props: Props) {
  return <Chart {...props} kind="line" />;
}
