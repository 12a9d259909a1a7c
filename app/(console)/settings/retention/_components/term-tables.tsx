import { useTranslations } from "next-intl";
import { Disclosure } from "@/components/ui/disclosure";
import { Panel } from "@/components/ui/panel";
import { DataTable } from "@/components/ui/table";
import type { DatedTable, RetentionTable, Term } from "@/lib/domain/retention/terms";
import type { RetentionRunRow, TermRow } from "@/lib/server/retention/queries";
import { ChangeTerm } from "./change-term";

/** The words for a table; `message.body` is a part of one. */
export const tableKey = (table: RetentionTable | "message.body") => table.replace(".", "_") as "message";

type Props = { readonly terms: readonly TermRow[]; readonly last: RetentionRunRow | undefined; readonly mayWrite: boolean };

/** Terms that run by the month: what sets them, and what the last night dropped. */
export function DatedTerms({ terms, last, mayWrite }: Props) {
  const t = useTranslations("retention");
  const dated = terms.flatMap(({ table, term, months, isChanged }) => (term.keep === "months" && months !== null ? [{ table: table as DatedTable, term, months, isChanged }] : []));
  return (
    <Panel title={t("terms")} description={t("termsLead")} flush>
      <DataTable
        label={t("terms")}
        columns={[
          { id: "table", header: t("column.table"), isRowHeader: true },
          { id: "term", header: t("column.term"), isNumber: true },
          { id: "floor", header: t("column.floor"), isNumber: true, hideOnPhone: true },
          { id: "instrument", header: t("column.instrument"), hideOnPhone: true },
          { id: "last", header: t("column.last"), isNumber: true, hideOnPhone: true },
          ...(mayWrite ? [{ id: "change", header: "" }] : []),
        ]}
        rows={dated.map(({ table, term, months, isChanged }) => ({
          id: table,
          cells: {
            table: <span className="font-medium">{t(`table.${tableKey(table)}`)}</span>,
            term: <>{t("months", { months })}{isChanged && <span className="block text-xs text-muted">{t("initial", { months: t("months", { months: term.months }) })}</span>}</>,
            floor: t("months", { months: term.floor }),
            instrument: t(`instrument.${term.instrument ?? "none"}`),
            last: last?.report[table]?.dropped ?? "–",
            change: <ChangeTerm table={table} months={months} name={t(`table.${tableKey(table)}`)} />,
          },
        }))}
      />
    </Panel>
  );
}

function Why({ term }: { readonly term: Exclude<Term, { keep: "months" }> }) {
  const t = useTranslations("retention");
  switch (term.keep) {
    case "days":
      return t("days", { days: term.days });
    case "with":
      return t("goesWith", { table: t(`table.${tableKey(term.table as RetentionTable)}`) });
    case "always":
      return t(`why.${term.why}`);
  }
}

/** Everything else that is stored, and why it stays or with what it goes. */
export function OtherTerms({ terms }: { readonly terms: readonly TermRow[] }) {
  const t = useTranslations("retention");
  const others = terms.flatMap(({ table, term }) => (term.keep === "months" ? [] : [{ table, term }]));
  return (
    <div className="panel px-4 py-2">
      <Disclosure summary={t("others")} note={String(others.length)}>
        <DataTable
          label={t("others")}
          columns={[{ id: "table", header: t("column.table"), isRowHeader: true }, { id: "why", header: t("column.why") }]}
          rows={others.map(({ table, term }) => ({ id: table, cells: { table: t(`table.${tableKey(table)}`), why: <Why term={term} /> } }))}
        />
      </Disclosure>
    </div>
  );
}
