import { MessageSquare } from "lucide-react";
import type { Route } from "next";
import { getTimeZone, getTranslations } from "next-intl/server";
import { FilterBar } from "@/components/layout/filter-bar";
import { ListFooter } from "@/components/layout/list-footer";
import { PageHeader } from "@/components/layout/page-header";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { grant } from "@/lib/domain/access/permissions";
import { isUuid } from "@/lib/domain/shared/uuid";
import { requirePermission } from "@/lib/server/auth/session";
import { listCampaigns } from "@/lib/server/campaigns/queries";
import { now } from "@/lib/server/clock";
import { listMessages } from "@/lib/server/messages/queries";
import { MessageFilterFields } from "./_components/message-filter-fields";
import { messagesHref, one, readMessageSearch, toMessageFilters, type Search } from "./_components/message-filters";
import { MessageTable } from "./_components/message-table";

export async function generateMetadata() {
  return { title: (await getTranslations("messages"))("title") };
}

export default async function MessagesPage({ searchParams }: { readonly searchParams: Promise<Search> }) {
  const actor = await requirePermission("message:read");
  const query = await searchParams;
  const search = readMessageSearch(query);
  const cursor = one(query.before);
  const before = isUuid(cursor) ? cursor : undefined;
  const reader = grant(actor, "campaign:read");
  const timeZone = await getTimeZone();
  const [t, exports, { rows, next }, campaigns] = await Promise.all([
    getTranslations("messages"),
    getTranslations("exports"),
    listMessages(actor, toMessageFilters(search, timeZone), before),
    reader ? listCampaigns(reader, {}) : { rows: [] },
  ]);
  const isFiltered = Object.keys(search).length > 0;
  return (
    <>
      <PageHeader title={t("title")} description={t("lead")} />
      <FilterBar action="/messages" isFiltered={isFiltered}>
        <MessageFilterFields search={search} campaigns={campaigns.rows} />
      </FilterBar>
      {rows.length === 0 ? (
        <div className="panel">
          <EmptyState
            icon={<MessageSquare aria-hidden />}
            title={t(isFiltered ? "empty.filteredTitle" : "empty.title")}
            action={isFiltered ? <LinkButton href={"/messages" as Route}>{t("empty.clear")}</LinkButton> : undefined}
          >
            {t(isFiltered ? "empty.filteredText" : "empty.text")}
          </EmptyState>
        </div>
      ) : (
        <>
          <div className="panel overflow-hidden">
            <MessageTable rows={rows} now={now()} />
          </div>
          <ListFooter
            previousHref={before ? messagesHref(search) : undefined}
            nextHref={next ? messagesHref(search, next) : undefined}
            note={t("list.order")}
            actions={<LinkButton size="sm" href={`/api/exports${messagesHref(search)}` as Route} download>{exports("csv")}</LinkButton>}
          />
        </>
      )}
    </>
  );
}
