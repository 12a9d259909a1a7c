import type { Route } from "next";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { Callout } from "@/components/ui/callout";
import { ExactInstant } from "@/components/ui/instant";
import { Panel } from "@/components/ui/panel";
import { Stat, StatGrid } from "@/components/ui/stat";
import { DataTable } from "@/components/ui/table";
import { formatCount } from "@/lib/i18n/format";
import type { WhatIfReport } from "@/lib/server/decisions/what-if";

/** How many messages would have been decided otherwise, and which. */
export function WhatIfAnswer({ report }: { readonly report: WhatIfReport }) {
  const t = useTranslations("matrix.whatIfPage");
  const words = useTranslations("policy");
  const purposes = useTranslations("purpose");
  const locale = useLocale();
  return (
    <div className="flex min-w-0 flex-col gap-4" role="status">
      <StatGrid>
        <Stat label={t("otherwise")} value={formatCount(report.otherwise, locale)} tone={report.otherwise === 0 ? "neutral" : "warning"} />
        <Stat label={t("affected")} value={formatCount(report.affected, locale)} note={t("affectedNote")} />
        <Stat label={t("examined")} value={formatCount(report.examined, locale)} note={t(report.isAll ? "all" : "newest")} />
      </StatGrid>
      {report.gone > 0 && <Callout tone="warning">{t("gone", { count: report.gone })}</Callout>}
      <Panel title={t("groups")} flush>
        <DataTable
          label={t("groups")}
          empty={<p className="p-4 text-muted">{t("none")}</p>}
          columns={[
            { id: "purpose", header: t("purpose"), isRowHeader: true },
            { id: "change", header: t("change") },
            { id: "rule", header: t("rule"), hideOnPhone: true },
            { id: "count", header: t("count"), isNumber: true },
            { id: "examples", header: t("examples") },
          ]}
          rows={report.groups.map((group) => ({
            id: `${group.purpose} ${group.rule} ${group.from} ${group.to}`,
            cells: {
              purpose: purposes(group.purpose),
              change: (
                <>
                  {words(`outcome.${group.from}`)} <span aria-hidden>→</span> <span className="font-medium">{group.from === group.to ? t("otherTime") : words(`outcome.${group.to}`)}</span>
                </>
              ),
              rule: words(`${group.rule}.name`),
              count: formatCount(group.count, locale),
              examples: (
                <ul className="flex flex-col">
                  {group.examples.map((one) => (
                    <li key={one.id}>
                      <Link className="prose-link inline-flex min-h-6 items-center text-xs" href={`/messages/${one.id}` as Route}>
                        <ExactInstant at={one.createdAt} />
                      </Link>
                    </li>
                  ))}
                </ul>
              ),
            },
          }))}
        />
      </Panel>
      <p className="max-w-prose text-sm text-muted">{t("how")}</p>
    </div>
  );
}
