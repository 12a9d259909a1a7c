import type { Route } from "next";
import { useTranslations } from "next-intl";
import { ListFooter } from "@/components/layout/list-footer";
import { Panel } from "@/components/ui/panel";
import { DataTable } from "@/components/ui/table";
import type { ImportField } from "@/lib/domain/customer/import-fields";
import type { listRefusals } from "@/lib/server/imports/queries";

type Noted = Awaited<ReturnType<typeof listRefusals>>[number];
type Props = {
  readonly title: string;
  readonly rows: readonly Noted[];
  readonly mapping: Readonly<Record<string, number | null>>;
  readonly nextHref: Route | null;
  readonly firstHref: Route | null;
};

/** Rows of a file with what is wrong with each: line, column, what stands there, what to do. */
export function NotedRows({ title, rows, mapping, nextHref, firstHref }: Props) {
  const t = useTranslations("imports");
  const fields = useTranslations("importColumns.fields");
  const errors = useTranslations("errors");
  const cellOf = (row: Noted, field: string | null) => {
    const column = field === null ? null : mapping[field];
    return typeof column === "number" ? (row.cells[column] ?? "") : "";
  };
  return (
    <Panel title={title} flush>
      <DataTable
        label={title}
        columns={[
          { id: "line", header: t("line"), isNumber: true, isRowHeader: true, className: "w-16" },
          { id: "number", header: fields("number"), hideOnPhone: true },
          { id: "column", header: t("column"), className: "whitespace-nowrap" },
          { id: "cell", header: t("cell") },
          { id: "reason", header: t("reason") },
        ]}
        rows={rows.map((row) => ({
          id: `${row.line}-${row.code}`,
          cells: {
            line: row.line,
            number: cellOf(row, "number"),
            column: row.column === null ? t("wholeRow") : fields(row.column as ImportField),
            cell: row.column === null ? "" : cellOf(row, row.column) === "" ? <span className="text-muted">{t("emptyCell")}</span> : <span className="wrap-anywhere">{cellOf(row, row.column)}</span>,
            reason: <span className="block min-w-56">{errors.has(row.code as "import.phone") ? errors(row.code as "import.phone") : row.code}</span>,
          },
        }))}
      />
      <div className="px-4 pb-3">
        <ListFooter previousHref={firstHref} nextHref={nextHref} />
      </div>
    </Panel>
  );
}
