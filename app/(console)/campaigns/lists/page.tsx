import { Download } from "lucide-react";
import type { Route } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { FileUpload } from "@/components/form/file-upload";
import { PageHeader } from "@/components/layout/page-header";
import { EmptyState } from "@/components/ui/empty-state";
import { ExactInstant } from "@/components/ui/instant";
import { LinkButton } from "@/components/ui/link-button";
import { Panel } from "@/components/ui/panel";
import { DataTable } from "@/components/ui/table";
import type { Language } from "@/lib/domain/shared/vocabulary";
import { formatCount } from "@/lib/i18n/format";
import { listAudienceLists } from "@/lib/server/audience-lists/queries";
import { requirePermission } from "@/lib/server/auth/session";

export async function generateMetadata() {
  return { title: (await getTranslations("lists"))("title") };
}

export default async function AudienceListsPage() {
  const actor = await requirePermission("campaign:write");
  const [rows, t, ui, campaigns, locale] = await Promise.all([
    listAudienceLists(actor), getTranslations("lists"), getTranslations("ui"), getTranslations("campaigns"), getLocale(),
  ]);
  const count = (value: number) => formatCount(value, locale as Language);
  return (
    <>
      <PageHeader title={t("title")} description={t("lead")} breadcrumbs={[{ href: "/campaigns", label: campaigns("title") }]} />
      <div className="flex flex-col gap-4">
        <FileUpload label={t("drop")} hint={t("dropHint")} action="/api/audience-lists" />
        <Panel title={t("earlier")} flush>
          <DataTable
            label={t("earlier")}
            columns={[
              { id: "name", header: t("name"), isRowHeader: true },
              { id: "people", header: t("people"), isNumber: true },
              { id: "refused", header: t("refused"), isNumber: true, hideOnPhone: true },
              { id: "columns", header: t("columns"), hideOnPhone: true },
              { id: "by", header: t("by"), hideOnPhone: true },
              { id: "at", header: t("at"), hideOnPhone: true },
              { id: "act", header: t("actions") },
            ]}
            rows={rows.map((row) => ({
              id: row.id,
              cells: {
                name: <span className="wrap-anywhere">{row.name}</span>, people: count(row.rows - row.refused), refused: count(row.refused), columns: row.columns.join(ui("listSeparator")), by: row.createdBy,
                at: <ExactInstant at={row.createdAt} />,
                act: (
                  <span className="flex flex-wrap gap-1">
                    {row.rows > row.refused && <LinkButton size="sm" href={`/campaigns/new?list=${row.id}` as Route}>{t("use")}</LinkButton>}
                    {row.refused > 0 && <LinkButton size="sm" variant="ghost" download href={`/api/audience-lists/${row.id}/refusals` as Route} icon={<Download aria-hidden size={16} />}>{t("download")}</LinkButton>}
                  </span>
                ),
              },
            }))}
            empty={<EmptyState title={t("noneTitle")}>{t("noneText")}</EmptyState>}
          />
        </Panel>
      </div>
    </>
  );
}
