import { useLocale, useTranslations } from "next-intl";
import { toneColour, type ChartFormat, type ChartTone } from "./chart-data";
import { formatValue } from "./format-value";

type Props = {
  readonly label: string;
  readonly values: readonly number[];
  readonly format?: ChartFormat;
  readonly tone?: ChartTone;
};

const WIDTH = 96;
const HEIGHT = 24;
const INSET = 2;

/** A line the size of a word: where a figure came from. */
export function Sparkline({ label, values, format = "count", tone = "ink" }: Props) {
  const t = useTranslations("ui.chart");
  const locale = useLocale();
  const last = values.at(-1);
  if (last === undefined || values.length < 2) return null;
  const low = Math.min(...values);
  const high = Math.max(...values);
  const x = (index: number) => INSET + (index / (values.length - 1)) * (WIDTH - 2 * INSET);
  const y = (value: number) => HEIGHT - INSET - ((value - low) / (high - low || 1)) * (HEIGHT - 2 * INSET);
  const points = values.map((value, index) => `${x(index).toFixed(1)},${y(value).toFixed(1)}`).join(" ");
  const words = t("sparkline", {
    label,
    min: formatValue(low, format, locale),
    max: formatValue(high, format, locale),
    last: formatValue(last, format, locale),
  });
  return (
    <svg
      role="img"
      aria-label={words}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      height={HEIGHT}
      fill="none"
      className="shrink-0"
    >
      <polyline
        points={points}
        stroke={toneColour(tone)}
        strokeWidth="1.5"
        strokeLinejoin="round"
        strokeLinecap="round"
      />
      <circle cx={x(values.length - 1)} cy={y(last)} r="2" fill={toneColour(tone)} />
    </svg>
  );
}
