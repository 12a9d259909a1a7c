import { CircleCheckBig } from "lucide-react";
import type { Route } from "next";
import { getTranslations } from "next-intl/server";
import { FilterBar } from "@/components/layout/filter-bar";
import { ListFooter } from "@/components/layout/list-footer";
import { PageHeader } from "@/components/layout/page-header";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkTabs } from "@/components/ui/link-tabs";
import { LinkButton } from "@/components/ui/link-button";
import { NativeSelect } from "@/components/ui/native-select";
import { grant } from "@/lib/domain/access/permissions";
import { SUBJECT_TYPES } from "@/lib/domain/review/decision";
import { PURPOSES } from "@/lib/domain/shared/vocabulary";
import { requirePermission } from "@/lib/server/auth/session";
import { now } from "@/lib/server/clock";
import { countOpenReviews, listReviews, readReviewCursor, type ReviewFilters } from "@/lib/server/reviews/queries";
import { countWaitingWordings } from "@/lib/server/wordings/queries";
import { ReviewTable } from "./_components/review-table";

type Search = Readonly<Record<string, string | string[] | undefined>>;

const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);
const among = <V extends string>(values: readonly V[], value: string | undefined) =>
  values.find((known) => known === value);

function readFilters(search: Search): ReviewFilters {
  const [type, purpose] = [among(SUBJECT_TYPES, one(search.type)), among(PURPOSES, one(search.purpose))];
  return {
    queue: one(search.queue) === "closed" ? "closed" : "open",
    ...(type && { type }),
    ...(purpose && { purpose }),
  };
}

function hrefOf({ queue, type, purpose }: ReviewFilters, after?: string): Route {
  const query = new URLSearchParams({
    ...(queue === "closed" && { queue }),
    ...(type && { type }),
    ...(purpose && { purpose }),
    ...(after && { after }),
  });
  return (query.size === 0 ? "/reviews" : `/reviews?${query}`) as Route;
}

export async function generateMetadata() {
  return { title: (await getTranslations("reviews"))("title") };
}

export default async function ReviewsPage({ searchParams }: { readonly searchParams: Promise<Search> }) {
  const actor = await requirePermission("review:read");
  const search = await searchParams;
  const filters = readFilters(search);
  const after = one(search.after);
  const publisher = grant(actor, "wording:publish");
  const [t, purposes, { rows, next }, waiting, wordings, words] = await Promise.all([
    getTranslations("reviews"),
    getTranslations("purpose"),
    listReviews(actor, filters, readReviewCursor(after)),
    countOpenReviews(actor),
    publisher ? countWaitingWordings(publisher) : 0,
    getTranslations("wordings"),
  ]);
  const { queue } = filters;
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("lead")}
        menu={wordings > 0 && <LinkButton href={"/settings/wordings" as Route}>{words("waitingCount", { count: wordings })}</LinkButton>}
      />
      <div className="mb-3">
        <LinkTabs
          label={t("queue.label")}
          items={[
            {
              href: hrefOf({ ...filters, queue: "open" }),
              label: t("queue.open"),
              count: waiting,
              isCurrent: queue === "open",
            },
            { href: hrefOf({ ...filters, queue: "closed" }), label: t("queue.closed"), isCurrent: queue === "closed" },
          ]}
        />
      </div>
      <FilterBar action="/reviews" isFiltered={filters.type !== undefined || filters.purpose !== undefined}>
        {queue === "closed" && <input type="hidden" name="queue" value="closed" />}
        <NativeSelect
          name="type"
          label={t("list.type")}
          hideLabel
          defaultValue={filters.type ?? ""}
          options={[
            { value: "", label: t("list.allTypes") },
            ...SUBJECT_TYPES.map((value) => ({ value, label: t(`type.${value}`) })),
          ]}
        />
        <NativeSelect
          name="purpose"
          label={t("list.purpose")}
          hideLabel
          defaultValue={filters.purpose ?? ""}
          options={[
            { value: "", label: t("list.allPurposes") },
            ...PURPOSES.map((value) => ({ value, label: purposes(value) })),
          ]}
        />
      </FilterBar>
      {rows.length === 0 ? (
        <div className="panel">
          <EmptyState icon={<CircleCheckBig aria-hidden />} title={t(`empty.${queue}Title`)}>
            {t(`empty.${queue}Text`)}
          </EmptyState>
        </div>
      ) : (
        <>
          <div className="panel overflow-hidden">
            <ReviewTable rows={rows} now={now()} queue={queue} />
          </div>
          <ListFooter
            previousHref={after ? hrefOf(filters) : undefined}
            nextHref={next ? hrefOf(filters, next) : undefined}
          />
        </>
      )}
    </>
  );
}
