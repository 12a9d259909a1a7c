import { useTranslations } from "next-intl";
import { Chip } from "@/components/ui/chip";
import { Disclosure } from "@/components/ui/disclosure";
import { ExactInstant } from "@/components/ui/instant";
import { Panel } from "@/components/ui/panel";
import { DataTable } from "@/components/ui/table";
import { TERMS, type RetentionTable, type TableReport } from "@/lib/domain/retention/terms";
import type { RetentionRunRow } from "@/lib/server/retention/queries";
import { tableKey } from "./term-tables";

// In the order of the terms: the database gives keys back in an order of its own.
const reportsOf = (run: RetentionRunRow) => (Object.keys(TERMS) as RetentionTable[]).flatMap((table): [RetentionTable, TableReport][] => {
  const report = run.report[table];
  return report ? [[table, report]] : [];
});

function RunDetail({ run }: { readonly run: RetentionRunRow }) {
  const t = useTranslations("retention");
  return (
    <DataTable
      label={t("runs.detail")}
      columns={[
        { id: "table", header: t("column.table"), isRowHeader: true },
        { id: "before", header: t("runs.before"), hideOnPhone: true },
        { id: "dropped", header: t("runs.dropped"), isNumber: true },
        { id: "oldest", header: t("runs.oldest") },
        { id: "held", header: t("runs.held"), isNumber: true, hideOnPhone: true },
      ]}
      rows={reportsOf(run).map(([table, report]) => ({
        id: table,
        cells: {
          table: t(`table.${tableKey(table)}`), before: <ExactInstant at={new Date(report.before)} />,
          dropped: <>{report.dropped}{report.partitions && report.partitions.length > 0 && <span className="block text-xs text-muted">{t("runs.partitions")}: {report.partitions.length}</span>}</>,
          oldest: report.oldestLeft === null ? "–" : <ExactInstant at={new Date(report.oldestLeft)} />, held: report.held ?? 0,
        },
      }))}
    />
  );
}

/** What each of the last nights dropped, by table, with the proof: the oldest that is left. */
export function RunList({ runs }: { readonly runs: readonly RetentionRunRow[] }) {
  const t = useTranslations("retention");
  return (
    <Panel title={t("runs.title")} description={t("runs.lead")}>
      {runs.length === 0 && <p className="text-sm text-muted">{t("runs.none")}</p>}
      <ul className="flex flex-col divide-y divide-line">
        {runs.map((run, index) => {
          const dropped = reportsOf(run).reduce((sum, [, report]) => sum + report.dropped, 0);
          return (
            <li key={run.id}>
              <Disclosure
                isOpen={index === 0}
                summary={<span className="flex flex-wrap items-center gap-2"><ExactInstant at={run.startedAt} /><Chip tone={run.finishedAt ? "success" : "warning"}>{t(run.finishedAt ? "runs.finished" : "runs.unfinished")}</Chip></span>}
                note={dropped === 0 ? t("runs.nothing") : `${t("runs.dropped")}: ${dropped}`}
              >
                <RunDetail run={run} />
              </Disclosure>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
