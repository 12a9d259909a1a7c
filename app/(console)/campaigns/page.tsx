import type { Metadata, Route } from "next";
import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { FilterBar } from "@/components/layout/filter-bar";
import { FilterText } from "@/components/layout/filter-text";
import { EmptyState } from "@/components/ui/empty-state";
import { Instant } from "@/components/ui/instant";
import { LinkButton } from "@/components/ui/link-button";
import { NativeSelect } from "@/components/ui/native-select";
import { Pagination } from "@/components/ui/pagination";
import { Panel } from "@/components/ui/panel";
import { DataTable } from "@/components/ui/table";
import { can } from "@/lib/domain/access/permissions";
import { CAMPAIGN_STATES } from "@/lib/domain/campaign/lifecycle";
import { isUuid } from "@/lib/domain/shared/uuid";
import { PURPOSES, type Language } from "@/lib/domain/shared/vocabulary";
import { formatCount } from "@/lib/i18n/format";
import { requirePermission } from "@/lib/server/auth/session";
import { listCampaigns, type CampaignFilters } from "@/lib/server/campaigns/queries";
import { now } from "@/lib/server/clock";
import { getSetting } from "@/lib/server/settings/queries";
import { BucketBar } from "./_components/bucket-bar";
import { CampaignStateBadge } from "@/components/message/state-badge";
import { StopAll } from "./_components/stop-all";
import { releaseAllAction, stopAllAction } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("campaigns"))("title") };
}

type Query = Readonly<Record<string, string | string[] | undefined>>;

const one = (value: string | string[] | undefined) => (typeof value === "string" && value.trim() !== "" ? value.trim() : undefined);

function readFilters(query: Query): CampaignFilters {
  const state = CAMPAIGN_STATES.find((known) => known === one(query.state));
  const purpose = PURPOSES.find((known) => known === one(query.purpose));
  const q = one(query.q)?.slice(0, 100);
  return { ...(state && { state }), ...(purpose && { purpose }), ...(q && { q }), ...(one(query.mine) && { mine: true }) };
}

function hrefOf({ state, purpose, q, mine }: CampaignFilters, before?: string): Route {
  const search = new URLSearchParams({ ...(state && { state }), ...(purpose && { purpose }), ...(q && { q }), ...(mine && { mine: "1" }), ...(before && { before }) });
  return (search.size === 0 ? "/campaigns" : `/campaigns?${search}`) as Route;
}

export default async function CampaignsPage({ searchParams }: PageProps<"/campaigns">) {
  const actor = await requirePermission("campaign:read");
  const query = await searchParams;
  const filters = readFilters(query);
  const isFiltered = Object.keys(filters).length > 0;
  const before = isUuid(one(query.before)) ? one(query.before) : undefined;
  const [{ rows, next }, stopped] = await Promise.all([listCampaigns(actor, filters, before), getSetting("sending.stopped")]);
  const t = await getTranslations("campaigns");
  const ts = await getTranslations("campaignState");
  const tp = await getTranslations("purpose");
  const locale = (await getLocale()) as Language;
  const at = now();
  return (
    <div className="flex flex-col gap-4">
      <header className="flex flex-wrap items-center justify-between gap-3">
        <div>
          <h1 className="text-xl font-semibold">{t("title")}</h1>
          <p className="text-sm text-muted">{t("description")}</p>
        </div>
        <div className="flex flex-wrap gap-2">
          {can(actor, "campaign:stop") && <StopAll stopped={stopped} stop={stopAllAction} release={releaseAllAction} />}
          {can(actor, "campaign:write") && <LinkButton href="/campaigns/lists">{t("lists")}</LinkButton>}
          {can(actor, "campaign:write") && <LinkButton href="/campaigns/new" variant="primary">{t("new")}</LinkButton>}
        </div>
      </header>
      <FilterBar action="/campaigns" isFiltered={isFiltered}>
        <FilterText label={t("name")} name="q" defaultValue={filters.q} hideLabel placeholder={t("filterName")} />
        <NativeSelect label={t("filterState")} name="state" hideLabel defaultValue={filters.state ?? ""} options={[{ value: "", label: t("allStates") }, ...CAMPAIGN_STATES.map((known) => ({ value: known, label: ts(known) }))]} />
        <NativeSelect label={t("purpose")} name="purpose" hideLabel defaultValue={filters.purpose ?? ""} options={[{ value: "", label: t("allPurposes") }, ...PURPOSES.map((known) => ({ value: known, label: tp(known) }))]} />
        {can(actor, "campaign:write") && (
          <label className="flex min-h-9 items-center gap-2 text-sm">
            <input type="checkbox" name="mine" value="1" defaultChecked={filters.mine} className="size-4 accent-[var(--accent)]" />
            {t("mine")}
          </label>
        )}
      </FilterBar>
      <Panel flush>
        <DataTable
          label={t("title")}
          columns={[
            { id: "name", header: t("name"), isRowHeader: true }, { id: "state", header: t("state") }, { id: "purpose", header: t("purpose"), hideOnPhone: true },
            { id: "audience", header: t("audience"), isNumber: true }, { id: "progress", header: t("progress"), className: "min-w-40" },
            { id: "author", header: t("author"), hideOnPhone: true }, { id: "created", header: t("created"), hideOnPhone: true },
          ]}
          rows={rows.map((row) => ({
            id: row.id,
            cells: {
              name: (
                <>
                  <Link className="row-link font-medium" href={`/campaigns/${row.id}`}>{row.name}</Link>
                  {row.family !== null && <span className="block text-xs text-muted">{t("familyOf", { family: row.family })}</span>}
                </>
              ),
              state: <CampaignStateBadge state={row.state} />,
              purpose: tp(row.purpose as "loan"),
              audience: row.frozenCount === null ? "–" : formatCount(row.frozenCount, locale),
              progress: row.frozenCount ? <BucketBar tally={row.tally} total={row.frozenCount} /> : null,
              author: row.authorName,
              created: <Instant at={row.createdAt} now={at} />,
            },
          }))}
          empty={
            isFiltered ? (
              <EmptyState title={t("filteredTitle")} action={<LinkButton href="/campaigns">{t("clear")}</LinkButton>}>
                {t("filteredWhy")}
              </EmptyState>
            ) : (
              <EmptyState title={t("emptyTitle")} action={can(actor, "campaign:write") && <LinkButton href="/campaigns/new">{t("new")}</LinkButton>}>
                {t("emptyWhy")}
              </EmptyState>
            )
          }
        />
      </Panel>
      <Pagination previousHref={before ? hrefOf(filters) : null} nextHref={next ? hrefOf(filters, next) : null} />
    </div>
  );
}
