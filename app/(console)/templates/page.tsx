import { FileText, Plus } from "lucide-react";
import type { Route } from "next";
import { getTranslations } from "next-intl/server";
import { FilterBar } from "@/components/layout/filter-bar";
import { ListFooter } from "@/components/layout/list-footer";
import { PageHeader } from "@/components/layout/page-header";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { can } from "@/lib/domain/access/permissions";
import { isUuid } from "@/lib/domain/shared/uuid";
import { PURPOSES } from "@/lib/domain/shared/vocabulary";
import { VERSION_STATES } from "@/lib/domain/template/lifecycle";
import { requirePermission } from "@/lib/server/auth/session";
import { listTemplates, type TemplateFilters } from "@/lib/server/templates/queries";
import { TemplateFilterFields } from "./_components/template-filter-fields";
import { TemplateTable } from "./_components/template-table";

type Search = Readonly<Record<string, string | string[] | undefined>>;

const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value)?.trim() || undefined;
const among = <V extends string>(values: readonly V[], value: string | undefined) =>
  values.find((known) => known === value);

function readFilters(search: Search): TemplateFilters {
  const [purpose, state, q] = [
    among(PURPOSES, one(search.purpose)),
    among(VERSION_STATES, one(search.state)),
    one(search.q),
  ];
  return {
    ...(purpose && { purpose }),
    ...(state && { state }),
    ...(q && { q: q.slice(0, 60) }),
    ...(one(search.mine) && { mine: true }),
  };
}

function hrefOf({ purpose, state, q, mine }: TemplateFilters, before?: string): Route {
  const query = new URLSearchParams({
    ...(purpose && { purpose }),
    ...(state && { state }),
    ...(q && { q }),
    ...(mine && { mine: "1" }),
    ...(before && { before }),
  });
  return (query.size === 0 ? "/templates" : `/templates?${query}`) as Route;
}

export async function generateMetadata() {
  return { title: (await getTranslations("templates"))("title") };
}

export default async function TemplatesPage({ searchParams }: { readonly searchParams: Promise<Search> }) {
  const actor = await requirePermission("template:read");
  const search = await searchParams;
  const filters = readFilters(search);
  const before = one(search.before);
  const [t, { rows, next }] = await Promise.all([
    getTranslations("templates"),
    listTemplates(actor, filters, isUuid(before) ? before : undefined),
  ]);
  const isFiltered = Object.keys(filters).length > 0;
  const create = can(actor, "template:write") ? (
    <LinkButton href={"/templates/new" as Route} variant="primary" icon={<Plus aria-hidden size={16} />}>
      {t("new")}
    </LinkButton>
  ) : undefined;
  return (
    <>
      <PageHeader title={t("title")} description={t("lead")} action={create} />
      <FilterBar action="/templates" isFiltered={isFiltered}>
        <TemplateFilterFields filters={filters} canWrite={can(actor, "template:write")} />
      </FilterBar>
      {rows.length === 0 ? (
        <div className="panel">
          <EmptyState
            icon={<FileText aria-hidden size={28} />}
            title={t(isFiltered ? "empty.filteredTitle" : "empty.title")}
            action={isFiltered ? <LinkButton href={"/templates" as Route}>{t("list.clear")}</LinkButton> : create}
          >
            {t(isFiltered ? "empty.filteredText" : "empty.text")}
          </EmptyState>
        </div>
      ) : (
        <>
          <div className="panel overflow-hidden">
            <TemplateTable rows={rows} />
          </div>
          <ListFooter
            previousHref={before ? hrefOf(filters) : undefined}
            nextHref={next ? hrefOf(filters, next) : undefined}
          />
        </>
      )}
    </>
  );
}
