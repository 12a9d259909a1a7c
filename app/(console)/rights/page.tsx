import { ShieldCheck } from "lucide-react";
import type { Route } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { FilterBar } from "@/components/layout/filter-bar";
import { ListFooter } from "@/components/layout/list-footer";
import { PageHeader } from "@/components/layout/page-header";
import { Callout } from "@/components/ui/callout";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { NativeSelect } from "@/components/ui/native-select";
import { REQUEST_KINDS, REQUEST_STATES } from "@/lib/domain/rights/request";
import { requirePermission } from "@/lib/server/auth/session";
import { now } from "@/lib/server/clock";
import { countOpenRequests, listRequests, requestBranches } from "@/lib/server/rights/queries";
import { getSetting } from "@/lib/server/settings/queries";
import { isNarrowed, one, readRequestFilters, requestsHref, type Search } from "./_components/request-filters";
import { RequestTable } from "./_components/request-table";

export async function generateMetadata() {
  return { title: (await getTranslations("rights"))("title") };
}

export default async function RightsPage({ searchParams }: { readonly searchParams: Promise<Search> }) {
  const actor = await requirePermission("rights:write");
  const search = await searchParams;
  const filters = readRequestFilters(search);
  const after = one(search.after);
  const [t, locale, { rows, next }, counts, branches, days] = await Promise.all([
    getTranslations("rights"), getLocale(), listRequests(actor, filters, after), countOpenRequests(actor), requestBranches(actor), getSetting("rights.days"),
  ]);
  const narrowed = isNarrowed(filters);
  return (
    <>
      <PageHeader title={t("title")} description={t("lead")} />
      {counts.overdue > 0 && filters.overdue !== true && (
        <div className="mb-4">
          <Callout tone="danger" role="status" action={<LinkButton size="sm" href={requestsHref({ state: "open", overdue: true })}>{t("showOverdue")}</LinkButton>}>
            {t("overdueBanner", { count: counts.overdue, days })}
          </Callout>
        </div>
      )}
      <FilterBar action="/rights" isFiltered={narrowed}>
        <NativeSelect
          name="state"
          label={t("filter.state")}
          defaultValue={filters.state ?? "all"}
          options={[...REQUEST_STATES.map((value) => ({ value, label: t(`state.${value}`) })), { value: "all", label: t("filter.allStates") }]}
        />
        <NativeSelect
          name="kind"
          label={t("filter.kind")}
          defaultValue={filters.kind ?? ""}
          options={[{ value: "", label: t("filter.allKinds") }, ...REQUEST_KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))]}
        />
        {branches.length > 1 && (
          <NativeSelect
            name="branch"
            label={t("filter.branch")}
            defaultValue={filters.branch ?? ""}
            options={[{ value: "", label: t("filter.allBranches") }, ...branches.map((branch) => ({ value: branch.code, label: locale === "en" ? branch.nameEn : branch.name }))]}
          />
        )}
        <label className="flex min-h-9 items-center gap-2 text-sm">
          <input type="checkbox" name="overdue" value="1" defaultChecked={filters.overdue} className="size-4 accent-[var(--accent)]" />
          {t("filter.overdue")}
        </label>
        {filters.customerId !== undefined && <input type="hidden" name="customer" value={filters.customerId} />}
      </FilterBar>
      {rows.length === 0 ? (
        <div className="panel">
          <EmptyState
            icon={<ShieldCheck aria-hidden />}
            title={t(narrowed ? "empty.filteredTitle" : "empty.title")}
            action={narrowed ? <LinkButton href={"/rights" as Route}>{t("empty.clear")}</LinkButton> : undefined}
          >
            {t(narrowed ? "empty.filteredText" : "empty.text")}
          </EmptyState>
        </div>
      ) : (
        <>
          <div className="panel overflow-hidden">
            <RequestTable rows={rows} now={now()} />
          </div>
          <ListFooter previousHref={after ? requestsHref(filters) : undefined} nextHref={next ? requestsHref(filters, next) : undefined} note={t("list.order")} />
        </>
      )}
    </>
  );
}
