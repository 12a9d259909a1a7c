import type { Route } from "next";
import { useLocale, useTranslations } from "next-intl";
import { Download } from "lucide-react";
import { LinkButton } from "@/components/ui/link-button";
import { Panel } from "@/components/ui/panel";
import { Stat, StatGrid } from "@/components/ui/stat";
import { DataTable } from "@/components/ui/table";
import type { Language } from "@/lib/domain/shared/vocabulary";
import { formatCount } from "@/lib/i18n/format";
import type { ImportView } from "@/lib/server/imports/queries";

/** What became of the rows: the big counts, and the refused ones by reason. */
export function ImportCounts({ view }: { readonly view: ImportView }) {
  const t = useTranslations("imports");
  const locale = useLocale() as Language;
  const count = (value: number) => formatCount(value, locale);
  return (
    <StatGrid>
      <Stat label={t("rows")} value={count(view.rows)} />
      <Stat label={t("taken")} value={count(view.taken)} tone={view.taken > 0 ? "success" : "neutral"} note={view.unchanged > 0 ? t("unchanged", { count: view.unchanged }) : undefined} />
      <Stat label={t("refused")} value={count(view.refused)} tone={view.refused > 0 ? "danger" : "neutral"} />
      <Stat label={t("warnings")} value={count(view.warnings)} tone={view.warnings > 0 ? "warning" : "neutral"} />
    </StatGrid>
  );
}

/** Why rows were refused, and the file to correct them in. */
export function RefusedByReason({ view }: { readonly view: ImportView }) {
  const t = useTranslations("imports");
  const locale = useLocale() as Language;
  const reasons = Object.entries(view.byReason).filter(([, count]) => count > 0).sort(([, a], [, b]) => b - a);
  return (
    <Panel
      title={t("byReason")}
      description={t("byReasonLead")}
      flush
      aside={
        <LinkButton size="sm" href={`/api/customers/imports/${view.id}/refusals` as Route} download icon={<Download aria-hidden size={16} />}>
          {t("download")}
        </LinkButton>
      }
    >
      <DataTable
        label={t("byReason")}
        columns={[{ id: "reason", header: t("reason"), isRowHeader: true }, { id: "count", header: t("rows"), isNumber: true }]}
        rows={reasons.map(([reason, count]) => ({ id: reason, cells: { reason: t(`reasons.${reason as "phone"}`), count: formatCount(count, locale) } }))}
      />
    </Panel>
  );
}
