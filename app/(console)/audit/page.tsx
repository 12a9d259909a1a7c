import { ScrollText } from "lucide-react";
import type { Route } from "next";
import { getTimeZone, getTranslations } from "next-intl/server";
import { FilterBar } from "@/components/layout/filter-bar";
import { ListFooter } from "@/components/layout/list-footer";
import { PageHeader } from "@/components/layout/page-header";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { listAudit } from "@/lib/server/audit/queries";
import { verifyChain } from "@/lib/server/audit/verify";
import { requirePermission } from "@/lib/server/auth/session";
import { AuditFilterFields } from "./_components/audit-filter-fields";
import { auditHref, one, readAuditSearch, toAuditFilters, type Search } from "./_components/audit-search";
import { AuditTable } from "./_components/audit-table";
import { ChainHead } from "./_components/chain-head";

export async function generateMetadata() {
  return { title: (await getTranslations("audit"))("title") };
}

export default async function AuditPage({ searchParams }: { readonly searchParams: Promise<Search> }) {
  const actor = await requirePermission("audit:read");
  const query = await searchParams;
  const search = readAuditSearch(query);
  const cursor = one(query.before);
  const before = cursor !== undefined && /^\d{1,18}$/.test(cursor) ? cursor : undefined;
  const timeZone = await getTimeZone();
  const [t, exports, { rows, next }, newest, report] = await Promise.all([
    getTranslations("audit"),
    getTranslations("exports"),
    listAudit(actor, toAuditFilters(search, timeZone), before === undefined ? undefined : BigInt(before)),
    listAudit(actor, {}, undefined, 1),
    // Reads the whole trail: only when somebody asks for it.
    one(query.verify) === undefined ? null : verifyChain(),
  ]);
  const isFiltered = Object.keys(search).length > 0;
  return (
    <>
      <PageHeader title={t("title")} description={t("lead")} />
      <ChainHead head={newest.rows[0]} report={report} />
      <FilterBar action="/audit" isFiltered={isFiltered}>
        <AuditFilterFields search={search} />
      </FilterBar>
      {rows.length === 0 ? (
        <div className="panel">
          <EmptyState
            icon={<ScrollText aria-hidden />}
            title={t(isFiltered ? "empty.filteredTitle" : "empty.title")}
            action={isFiltered ? <LinkButton href={"/audit" as Route}>{t("empty.clear")}</LinkButton> : undefined}
          >
            {t(isFiltered ? "empty.filteredText" : "empty.text")}
          </EmptyState>
        </div>
      ) : (
        <>
          <div className="panel overflow-hidden">
            <AuditTable rows={rows} />
          </div>
          <ListFooter
            previousHref={before ? auditHref(search) : undefined}
            nextHref={next ? auditHref(search, next) : undefined}
            note={t("list.order")}
            actions={<LinkButton size="sm" href={`/api/exports${auditHref(search)}` as Route} download>{exports("csv")}</LinkButton>}
          />
        </>
      )}
    </>
  );
}
