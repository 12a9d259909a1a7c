import type { Route } from "next";
import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { FileUpload } from "@/components/form/file-upload";
import { ListFooter } from "@/components/layout/list-footer";
import { PageHeader } from "@/components/layout/page-header";
import { EmptyState } from "@/components/ui/empty-state";
import { ExactInstant } from "@/components/ui/instant";
import { Panel } from "@/components/ui/panel";
import { DataTable } from "@/components/ui/table";
import { isUuid } from "@/lib/domain/shared/uuid";
import type { Language } from "@/lib/domain/shared/vocabulary";
import { formatCount } from "@/lib/i18n/format";
import { requirePermission } from "@/lib/server/auth/session";
import { listImports } from "@/lib/server/imports/queries";
import { ImportStateBadge, stageOf } from "./_components/import-state-badge";

export async function generateMetadata() {
  return { title: (await getTranslations("imports"))("title") };
}

export default async function ImportsPage({ searchParams }: PageProps<"/customers/imports">) {
  const actor = await requirePermission("customer:import");
  const { before } = await searchParams;
  const cursor = typeof before === "string" && isUuid(before) ? before : undefined;
  const [{ rows, next }, t, customers, locale] = await Promise.all([listImports(actor, cursor), getTranslations("imports"), getTranslations("customers"), getLocale()]);
  const count = (value: number) => formatCount(value, locale as Language);
  return (
    <>
      <PageHeader title={t("title")} description={t("lead")} breadcrumbs={[{ href: "/customers", label: customers("title") }]} />
      <div className="flex flex-col gap-4">
        <FileUpload label={t("drop")} hint={t("dropHint")} action="/api/customers/imports" next="/customers/imports" />
        <Panel title={t("earlier")} flush>
          <DataTable
            label={t("earlier")}
            columns={[
              { id: "file", header: t("file"), isRowHeader: true },
              { id: "state", header: t("state") },
              { id: "rows", header: t("rows"), isNumber: true, hideOnPhone: true },
              { id: "taken", header: t("taken"), isNumber: true },
              { id: "refused", header: t("refused"), isNumber: true },
              { id: "by", header: t("by"), hideOnPhone: true },
              { id: "at", header: t("at"), hideOnPhone: true },
            ]}
            rows={rows.map((row) => ({
              id: row.id,
              cells: {
                file: <Link href={`/customers/imports/${row.id}` as Route} className="row-link prose-link font-medium wrap-anywhere">{row.fileName}</Link>,
                state: <ImportStateBadge stage={stageOf(row)} />,
                rows: count(row.rows), taken: count(row.taken), refused: count(row.refused), by: row.createdBy, at: <ExactInstant at={row.createdAt} />,
              },
            }))}
            empty={<EmptyState title={t("noneTitle")}>{t("noneText")}</EmptyState>}
          />
        </Panel>
      </div>
      <ListFooter previousHref={cursor ? ("/customers/imports" as Route) : null} nextHref={next ? (`/customers/imports?before=${next}` as Route) : null} />
    </>
  );
}
