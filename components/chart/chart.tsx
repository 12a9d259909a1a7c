import { useLocale, useTranslations } from "next-intl";
import { Disclosure } from "@/components/ui/disclosure";
import type { ChartData } from "./chart-data";
import type { ChartKind } from "./chart-option";
import { ChartTable } from "./chart-table";
import { keptDrawing } from "./draw-chart";

type Props = ChartData & {
  /** Says what is shown; the heading of the table beside. */
  readonly title: string;
  /** What the categories are: “Day”, “Branch”. */
  readonly category?: string;
  readonly height?: number;
  /** Goes across the page: one drawing more (each costs the server 10–20 ms). */
  readonly isWide?: boolean;
};

// Several drawings, one shown: text that is merely scaled cannot be read on a phone, and shouts on a wide screen.
const DRAWINGS = [
  { width: 340, className: "@md:hidden" },
  { width: 500, className: "hidden @md:block @2xl:hidden" },
  { width: 760, className: "hidden @2xl:block" },
] as const;
const WIDE_DRAWINGS = [
  ...DRAWINGS.slice(0, 2),
  { width: 760, className: "hidden @2xl:block @5xl:hidden" },
  { width: 1120, className: "hidden @5xl:block" },
] as const;
const NARROW_MAX = 400;

function Chart({ kind, title, category, height = 220, isWide = false, ...data }: Props & { readonly kind: ChartKind }) {
  const t = useTranslations("ui.chart");
  const locale = useLocale();
  const hasData = data.series.some((series) => series.values.some((value) => value !== null && value !== 0));
  if (!hasData) return <p className="py-8 text-center text-muted">{t("noData")}</p>;
  return (
    <figure className="@container m-0 flex flex-col gap-1">
      <figcaption className="sr-only">{title}</figcaption>
      {/* Drawn by us from numbers and escaped names; holds no scripts. */}
      {(isWide ? WIDE_DRAWINGS : DRAWINGS).map(({ width, className }) => (
        <div
          key={width}
          className={className}
          dangerouslySetInnerHTML={{
            __html: keptDrawing({ kind, data, locale, isNarrow: width < NARROW_MAX, width, height }),
          }}
        />
      ))}
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
