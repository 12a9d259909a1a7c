import { Inbox } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { FilterBar } from "@/components/layout/filter-bar";
import { ListFooter } from "@/components/layout/list-footer";
import { PageHeader } from "@/components/layout/page-header";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { NativeSelect } from "@/components/ui/native-select";
import { Panel } from "@/components/ui/panel";
import { can, grant } from "@/lib/domain/access/permissions";
import { REPLY_CLASSES } from "@/lib/domain/reply/keywords";
import { isUuid } from "@/lib/domain/shared/uuid";
import { requirePermission } from "@/lib/server/auth/session";
import { listCampaigns } from "@/lib/server/campaigns/queries";
import { now } from "@/lib/server/clock";
import { countOverdueInbound, listInbound } from "@/lib/server/inbound/queries";
import { InboundTable } from "./_components/inbound-table";
import { hrefOf, one, readFilters, type Search } from "./_components/inbox-filters";

// More than these stand behind the link to all of them.
const OVERDUE_SHOWN = 10;
const CHECKS = ["open", "mine", "flagged", "overdue"] as const;

export async function generateMetadata() {
  return { title: (await getTranslations("inbox"))("title") };
}

export default async function InboxPage({ searchParams }: { readonly searchParams: Promise<Search> }) {
  const actor = await requirePermission("inbox:read");
  const search = await searchParams;
  const filters = readFilters(search);
  const cursor = one(search.before);
  const before = isUuid(cursor) ? cursor : undefined;
  const reader = grant(actor, "campaign:read");
  const isFiltered = Object.keys(filters).length > 0;
  // Unasked for, overdue decisions stand above the list, and not in it a second time.
  const listed = isFiltered ? filters : { overdue: false };
  const [t, { rows, next }, overdue, overdueCount, campaigns] = await Promise.all([
    getTranslations("inbox"),
    listInbound(actor, listed, before),
    isFiltered || before ? { rows: [] } : listInbound(actor, { overdue: true }, undefined, OVERDUE_SHOWN),
    countOverdueInbound(actor),
    reader ? listCampaigns(reader, {}) : { rows: [] },
  ]);
  const table = { campaigns: new Map(campaigns.rows.map(({ id, name }) => [id, name])), now: now(), mayJudge: can(actor, "customer:write") };
  return (
    <>
      <PageHeader title={t("title")} description={t("lead")} />
      <FilterBar action="/inbox" isFiltered={isFiltered}>
        <NativeSelect
          name="class"
          label={t("list.class")}
          hideLabel
          defaultValue={filters.replyClass ?? ""}
          options={[{ value: "", label: t("filter.allClasses") }, ...REPLY_CLASSES.map((value) => ({ value, label: t(`class.${value}`) }))]}
        />
        <NativeSelect
          name="campaign"
          label={t("filter.campaign")}
          hideLabel
          defaultValue={filters.campaignId ?? ""}
          options={[{ value: "", label: t("filter.allCampaigns") }, ...campaigns.rows.map(({ id, name }) => ({ value: id, label: name }))]}
        />
        {CHECKS.map((name) => (
          <label key={name} className="flex min-h-9 items-center gap-2 text-sm">
            <input type="checkbox" name={name} value="1" defaultChecked={filters[name] === true} className="size-4 accent-[var(--accent)]" />
            {t(`filter.${name}`)}
          </label>
        ))}
        {filters.customerId !== undefined && <input type="hidden" name="customer" value={filters.customerId} />}
      </FilterBar>
      {overdue.rows.length > 0 && (
        <div className="mb-4">
          <Panel
            title={t("due.title", { count: overdueCount })}
            description={t("due.lead")}
            aside={
              overdueCount > overdue.rows.length && (
                <Link href={hrefOf({ overdue: true })} className="prose-link text-sm">
                  {t("due.all")}
                </Link>
              )
            }
            flush
          >
            <InboundTable label={t("due.title", { count: overdueCount })} rows={overdue.rows} {...table} />
          </Panel>
        </div>
      )}
      {rows.length === 0 ? (
        <div className="panel">
          <EmptyState
            icon={<Inbox aria-hidden />}
            title={t(isFiltered ? "empty.filteredTitle" : "empty.title")}
            action={isFiltered ? <LinkButton href={"/inbox" as Route}>{t("empty.clear")}</LinkButton> : undefined}
          >
            {t(isFiltered ? "empty.filteredText" : "empty.text")}
          </EmptyState>
        </div>
      ) : (
        <>
          <div className="panel overflow-hidden">
            <InboundTable label={t("list.label")} rows={rows} {...table} />
          </div>
          <ListFooter
            previousHref={before ? hrefOf(filters) : undefined}
            nextHref={next ? hrefOf(filters, next) : undefined}
            note={t("list.order")}
          />
        </>
      )}
    </>
  );
}
