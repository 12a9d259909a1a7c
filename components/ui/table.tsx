import type { ReactNode } from "react";

export type Column = {
  readonly id: string;
  readonly header: ReactNode;
  /** Figures stand right, in digits of one width. */
  readonly isNumber?: boolean;
  /** Names the row for screen readers. */
  readonly isRowHeader?: boolean;
  /** Left out at phone width, where the row is opened instead. */
  readonly hideOnPhone?: boolean;
  readonly className?: string;
};

export type Row = {
  readonly id: string;
  readonly cells: Readonly<Record<string, ReactNode>>;
  readonly isSelected?: boolean;
};

type Props = {
  /** What the table holds; heard, not seen. */
  readonly label: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  /** Shown instead of the table when there are no rows; usually an EmptyState. */
  readonly empty?: ReactNode;
  readonly footer?: Readonly<Record<string, ReactNode>>;
};

const shape = (column: Column) =>
  [column.isNumber ? "number" : "", column.hideOnPhone ? "max-sm:hidden" : "", column.className ?? ""].join(" ").trim();

/** A dense table, rendered on the server. Give the main link of a row the class `row-link` and the whole row leads there. */
export function DataTable({ label, columns, rows, empty, footer }: Props) {
  if (rows.length === 0 && empty !== undefined) return empty;
  return (
    <div className="overflow-x-auto" role="region" aria-label={label} tabIndex={0}>
      <table className="data-table">
        <caption>{label}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.id} scope="col" className={shape(column)}>
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} data-selected={row.isSelected ? "true" : undefined}>
              {columns.map((column) =>
                column.isRowHeader ? (
                  <th key={column.id} scope="row" className={shape(column)}>
                    {row.cells[column.id]}
                  </th>
                ) : (
                  <td key={column.id} className={shape(column)}>
                    {row.cells[column.id]}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
        {footer !== undefined && (
          <tfoot>
            <tr>
              {columns.map((column) => (
                <td key={column.id} className={shape(column)}>
                  {footer[column.id]}
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}
