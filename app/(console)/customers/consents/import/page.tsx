import { Download } from "lucide-react";
import type { Route } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { FileUpload } from "@/components/form/file-upload";
import { PageHeader } from "@/components/layout/page-header";
import { Disclosure } from "@/components/ui/disclosure";
import { EmptyState } from "@/components/ui/empty-state";
import { ExactInstant } from "@/components/ui/instant";
import { LinkButton } from "@/components/ui/link-button";
import { Panel } from "@/components/ui/panel";
import { DataTable } from "@/components/ui/table";
import type { Language } from "@/lib/domain/shared/vocabulary";
import { formatCount } from "@/lib/i18n/format";
import { wordOr } from "@/lib/i18n/word-or";
import { requirePermission } from "@/lib/server/auth/session";
import { countConsentRefusals, listConsentImports } from "@/lib/server/consents/queries";

export async function generateMetadata() {
  return { title: (await getTranslations("consents"))("importTitle") };
}

export default async function ConsentImportPage() {
  const actor = await requirePermission("customer:import");
  const [rows, t, customers, errors, locale] = await Promise.all([
    listConsentImports(actor), getTranslations("consents"), getTranslations("customers"), getTranslations("errors"), getLocale() as Promise<Language>,
  ]);
  const latest = rows[0];
  const reasons = latest && latest.refused > 0 ? await countConsentRefusals(actor, latest.id) : [];
  const count = (value: number) => formatCount(value, locale);
  const download = (id: string) => <LinkButton size="sm" variant="ghost" download href={`/api/customers/consents/${id}/refusals` as Route} icon={<Download aria-hidden size={16} />}>{t("downloadRefused")}</LinkButton>;
  return (
    <>
      <PageHeader title={t("importTitle")} description={t("importLead")} breadcrumbs={[{ href: "/customers", label: customers("title") }]} />
      <div className="flex flex-col gap-4">
        <FileUpload label={t("drop")} hint={t("dropHint")} action="/api/customers/consents" />
        <Disclosure summary={t("columnsTitle")}>
          <dl className="grid gap-x-4 gap-y-1 text-sm sm:grid-cols-[max-content_1fr]">
            {(["who", "channel", "purpose", "state", "at", "evidence", "wording"] as const).map((name) => (
              <div key={name} className="contents"><dt className="font-medium">{t(`column.${name}.name`)}</dt><dd className="text-muted max-sm:mb-2">{t(`column.${name}.hint`)}</dd></div>
            ))}
          </dl>
        </Disclosure>
        {latest && reasons.length > 0 && (
          <Panel title={t("refusedOf", { name: latest.fileName })} description={t("refusedLead")} aside={download(latest.id)} flush>
            <DataTable
              label={t("refusedOf", { name: latest.fileName })}
              columns={[{ id: "reason", header: t("reason"), isRowHeader: true }, { id: "rows", header: t("rows"), isNumber: true }, { id: "first", header: t("firstLine"), isNumber: true }]}
              rows={reasons.map((one) => ({ id: one.code, cells: { reason: wordOr(errors, one.code as "consent.date", one.code), rows: count(one.count), first: count(one.firstLine) } }))}
            />
          </Panel>
        )}
        <Panel title={t("earlier")} flush>
          <DataTable
            label={t("earlier")}
            columns={[
              { id: "name", header: t("file"), isRowHeader: true },
              { id: "taken", header: t("taken"), isNumber: true },
              { id: "known", header: t("known"), isNumber: true, hideOnPhone: true },
              { id: "refused", header: t("refused"), isNumber: true },
              { id: "by", header: t("by"), hideOnPhone: true },
              { id: "at", header: t("sentAt"), hideOnPhone: true },
              { id: "act", header: t("actions") },
            ]}
            rows={rows.map((row) => ({
              id: row.id,
              cells: {
                name: <span className="wrap-anywhere">{row.fileName}</span>, taken: count(row.taken), known: count(row.known), refused: count(row.refused), by: row.createdBy, at: <ExactInstant at={row.createdAt} />,
                act: row.refused > 0 && download(row.id),
              },
            }))}
            empty={<EmptyState title={t("noImportsTitle")}>{t("noImportsText")}</EmptyState>}
          />
        </Panel>
      </div>
    </>
  );
}
