import type { Route } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/layout/page-header";
import { Callout } from "@/components/ui/callout";
import { LinkButton } from "@/components/ui/link-button";
import { readShare } from "@/lib/domain/customer/import-progress";
import { isUuid } from "@/lib/domain/shared/uuid";
import type { Language } from "@/lib/domain/shared/vocabulary";
import { formatBytes } from "@/lib/i18n/format";
import { requirePermission } from "@/lib/server/auth/session";
import { previewImport } from "@/lib/server/imports/preview";
import { getImport, listRefusals } from "@/lib/server/imports/queries";
import { ImportProgressBar } from "../_components/import-progress";
import { ImportCounts, RefusedByReason } from "../_components/import-result";
import { ImportStateBadge, stageOf } from "../_components/import-state-badge";
import { MappingStep } from "../_components/mapping-step";
import { NotedRows } from "../_components/noted-rows";

const ROWS_A_PAGE = 25;

export async function generateMetadata() {
  return { title: (await getTranslations("imports"))("title") };
}

const lineOf = (value: string | string[] | undefined) => (typeof value === "string" && /^\d{1,9}$/.test(value) ? Number(value) : 0);

export default async function ImportPage({ params, searchParams }: PageProps<"/customers/imports/[importId]">) {
  const actor = await requirePermission("customer:import");
  const { importId } = await params;
  const view = isUuid(importId) ? await getImport(actor, importId) : null;
  if (!view) notFound();
  const query = await searchParams;
  const [after, warnedAfter] = [lineOf(query.after), lineOf(query.warned)];
  const stage = stageOf(view);
  const [t, customers, errors, locale, preview, refused, warned] = await Promise.all([
    getTranslations("imports"), getTranslations("customers"), getTranslations("errors"), getLocale(),
    stage === "unconfirmed" ? previewImport(actor, importId) : null,
    view.refused > 0 ? listRefusals(actor, importId, { afterLine: after, take: ROWS_A_PAGE }) : [],
    view.warnings > 0 ? listRefusals(actor, importId, { afterLine: warnedAfter, take: ROWS_A_PAGE, warnings: true }) : [],
  ]);
  const href = (more: Record<string, string>) => `/customers/imports/${importId}?${new URLSearchParams(more)}` as Route;
  const next = (rows: readonly { readonly line: number }[], name: string) => (rows.length === ROWS_A_PAGE ? href({ [name]: String(rows.at(-1)?.line) }) : null);
  const mapping = (view.mapping ?? {}) as Record<string, number | null>;
  const kind = [view.format?.toUpperCase(), view.encoding].filter(Boolean).join(" · ");
  return (
    <>
      <PageHeader
        title={<span className="wrap-anywhere">{view.fileName}</span>}
        badge={<ImportStateBadge stage={stage} />}
        description={[formatBytes(view.sizeBytes, locale as Language), kind, t("uploadedBy", { name: view.createdBy }), view.tag !== null && t("tagged", { tag: view.tag })].filter(Boolean).join(" · ")}
        breadcrumbs={[{ href: "/customers", label: customers("title") }, { href: "/customers/imports" as Route, label: t("title") }]}
        action={stage === "done" && <LinkButton href={"/customers" as Route} variant="primary">{t("toCustomers")}</LinkButton>}
      />
      <div className="flex flex-col gap-4">
        {preview && <MappingStep importId={importId} preview={preview} />}
        {stage === "failed" && (
          <Callout tone="danger" title={t("failed")} action={<LinkButton href={"/customers/imports" as Route} size="sm">{t("again")}</LinkButton>}>
            {view.failure !== null && errors.has(view.failure as "import.phone") ? errors(view.failure as "import.phone") : view.failure} {view.taken > 0 && t("failedTaken", { count: view.taken })}
          </Callout>
        )}
        {(stage === "waiting" || stage === "running") && <ImportProgressBar share={readShare(view)} note={t("progress.note", { rows: view.rows, taken: view.taken, refused: view.refused })} />}
        {stage === "done" && view.rows > 0 && view.unchanged === view.taken && view.taken > 0 && <Callout>{t("nothingNew")}</Callout>}
        {stage !== "unconfirmed" && <ImportCounts view={view} />}
        {view.refused > 0 && <RefusedByReason view={view} />}
        {refused.length > 0 && <NotedRows title={t("refusedRows")} rows={refused} mapping={mapping} firstHref={after > 0 ? href({}) : null} nextHref={next(refused, "after")} />}
        {warned.length > 0 && <NotedRows title={t("warnedRows")} rows={warned} mapping={mapping} firstHref={warnedAfter > 0 ? href({}) : null} nextHref={next(warned, "warned")} />}
      </div>
    </>
  );
}
