import type { Metadata, Route } from "next";
import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Instant } from "@/components/ui/instant";
import { LinkButton } from "@/components/ui/link-button";
import { NativeSelect } from "@/components/ui/native-select";
import { Pagination } from "@/components/ui/pagination";
import { Panel } from "@/components/ui/panel";
import { DataTable } from "@/components/ui/table";
import { can } from "@/lib/domain/access/permissions";
import { CAMPAIGN_STATES } from "@/lib/domain/campaign/lifecycle";
import type { Language } from "@/lib/domain/shared/vocabulary";
import { formatCount } from "@/lib/i18n/format";
import { requirePermission } from "@/lib/server/auth/session";
import { listCampaigns } from "@/lib/server/campaigns/queries";
import { now } from "@/lib/server/clock";
import { getSetting } from "@/lib/server/settings/queries";
import { BucketBar } from "./_components/bucket-bar";
import { CampaignStateBadge } from "@/components/message/state-badge";
import { StopAll } from "./_components/stop-all";
import { releaseAllAction, stopAllAction } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("campaigns"))("title") };
}

const one = (value: string | string[] | undefined) => (typeof value === "string" && value !== "" ? value : undefined);

export default async function CampaignsPage({ searchParams }: PageProps<"/campaigns">) {
  const actor = await requirePermission("campaign:read");
  const query = await searchParams;
  const state = CAMPAIGN_STATES.find((known) => known === one(query.state));
  const [{ rows, next }, stopped] = await Promise.all([
    listCampaigns(actor, state ? { state } : {}, one(query.before)), getSetting("sending.stopped"),
  ]);
  const t = await getTranslations("campaigns");
  const ts = await getTranslations("campaignState");
  const tp = await getTranslations("purpose");
  const locale = (await getLocale()) as Language;
  const at = now();
  const search = (more: Record<string, string>) => `/campaigns?${new URLSearchParams({ ...(state ? { state } : {}), ...more })}` as Route;
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
      <form action="/campaigns" className="flex flex-wrap items-end gap-2">
        <NativeSelect label={t("filterState")} name="state" defaultValue={state ?? ""} options={[{ value: "", label: t("allStates") }, ...CAMPAIGN_STATES.map((one) => ({ value: one, label: ts(one) }))]} />
        <Button type="submit">{t("filter")}</Button>
      </form>
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
              name: <Link className="row-link font-medium" href={`/campaigns/${row.id}`}>{row.name}</Link>,
              state: <CampaignStateBadge state={row.state} />,
              purpose: tp(row.purpose as "loan"),
              audience: row.frozenCount === null ? "–" : formatCount(row.frozenCount, locale),
              progress: row.frozenCount ? <BucketBar tally={row.tally} total={row.frozenCount} /> : null,
              author: row.authorName,
              created: <Instant at={row.createdAt} now={at} />,
            },
          }))}
          empty={<EmptyState title={t("emptyTitle")} action={can(actor, "campaign:write") && <LinkButton href="/campaigns/new">{t("new")}</LinkButton>}>{t("emptyWhy")}</EmptyState>}
        />
      </Panel>
      <Pagination previousHref={one(query.before) ? search({}) : null} nextHref={next ? search({ before: next }) : null} />
    </div>
  );
}
