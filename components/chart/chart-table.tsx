import { useLocale } from "next-intl";
import type { ChartData } from "./chart-data";
import { formatValue } from "./format-value";

/** The figures of a chart as a table: for screen readers, and for whoever wants the exact ones. */
export function ChartTable({
  title,
  category,
  data,
}: {
  readonly title: string;
  readonly category: string;
  readonly data: ChartData;
}) {
  const locale = useLocale();
  return (
    <div className="overflow-x-auto">
      <table className="data-table">
        <caption>{title}</caption>
        <thead>
          <tr>
            <th scope="col">{category}</th>
            {data.series.map((series) => (
              <th key={series.name} scope="col" className="number">
                {series.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.categories.map((name, index) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {data.series.map((series) => (
                <td key={series.name} className="number">
                  {formatValue(series.values[index] ?? null, data.format, locale)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
