import { Inbox } from "lucide-react";
import type { Route } from "next";
import { getTranslations } from "next-intl/server";
import { FilterBar } from "@/components/layout/filter-bar";
import { ListFooter } from "@/components/layout/list-footer";
import { PageHeader } from "@/components/layout/page-header";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { NativeSelect } from "@/components/ui/native-select";
import { can, grant } from "@/lib/domain/access/permissions";
import { REPLY_CLASSES } from "@/lib/domain/reply/keywords";
import { isUuid } from "@/lib/domain/shared/uuid";
import { requirePermission } from "@/lib/server/auth/session";
import { listCampaigns } from "@/lib/server/campaigns/queries";
import { now } from "@/lib/server/clock";
import { listInbound, type InboundFilters } from "@/lib/server/inbound/queries";
import { InboundTable } from "./_components/inbound-table";

type Search = Readonly<Record<string, string | string[] | undefined>>;

const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value)?.trim() || undefined;

function readFilters(search: Search): InboundFilters {
  const replyClass = REPLY_CLASSES.find((known) => known === one(search.class));
  const [campaign, customer] = [one(search.campaign), one(search.customer)];
  return {
    ...(replyClass && { replyClass }),
    ...(one(search.open) && { open: true }),
    ...(isUuid(campaign) && { campaignId: campaign }),
    ...(isUuid(customer) && { customerId: customer }),
  };
}

function hrefOf({ replyClass, open, campaignId, customerId }: InboundFilters, before?: string): Route {
  const query = new URLSearchParams({
    ...(replyClass && { class: replyClass }),
    ...(open && { open: "1" }),
    ...(campaignId && { campaign: campaignId }),
    ...(customerId && { customer: customerId }),
    ...(before && { before }),
  });
  return (query.size === 0 ? "/inbox" : `/inbox?${query}`) as Route;
}

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
  const [t, { rows, next }, campaigns] = await Promise.all([
    getTranslations("inbox"),
    listInbound(actor, filters, before),
    reader ? listCampaigns(reader, {}) : { rows: [] },
  ]);
  const isFiltered = Object.keys(filters).length > 0;
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
        <label className="flex min-h-9 items-center gap-2 text-sm">
          <input type="checkbox" name="open" value="1" defaultChecked={filters.open} className="size-4 accent-[var(--accent)]" />
          {t("filter.open")}
        </label>
        {filters.customerId !== undefined && <input type="hidden" name="customer" value={filters.customerId} />}
      </FilterBar>
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
            <InboundTable rows={rows} campaigns={new Map(campaigns.rows.map(({ id, name }) => [id, name]))} now={now()} mayJudge={can(actor, "customer:write")} />
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
