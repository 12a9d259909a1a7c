import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Chip } from "@/components/ui/chip";
import { Instant } from "@/components/ui/instant";
import { DataTable } from "@/components/ui/table";
import type { ReviewFilters, ReviewRow } from "@/lib/server/reviews/queries";
import { ReviewStateBadge } from "./review-state-badge";

type Props = { readonly rows: readonly ReviewRow[]; readonly now: Date; readonly queue: ReviewFilters["queue"] };

/** What waits, or what was decided: each row leads to the review. */
export function ReviewTable({ rows, now, queue }: Props) {
  const t = useTranslations("reviews");
  const purposes = useTranslations("purpose");
  const isOpen = queue === "open";
  return (
    <DataTable
      label={t("queue.label")}
      columns={[
        { id: "title", header: t("list.title"), isRowHeader: true },
        { id: "type", header: t("list.type"), hideOnPhone: true },
        { id: "purpose", header: t("list.purpose") },
        { id: "from", header: t("list.submitted"), hideOnPhone: true },
        { id: "at", header: t("list.waiting") },
        isOpen
          ? { id: "notes", header: t("list.state"), hideOnPhone: true }
          : { id: "decided", header: t("list.state") },
      ]}
      rows={rows.map((row) => ({
        id: row.id,
        cells: {
          title: (
            <Link href={`/reviews/${row.id}` as Route} className="row-link prose-link font-medium">
              {row.title}
            </Link>
          ),
          type: t(`type.${row.subjectType}`),
          purpose: <span className="whitespace-nowrap">{purposes(row.purpose)}</span>,
          from: row.submittedName,
          at: <Instant at={row.submittedAt} now={now} />,
          notes: (
            <span className="flex flex-wrap gap-1">
              {row.own && <Chip tone="warning">{t("list.own")}</Chip>}
              {row.openedAt && <Chip>{t("list.opened")}</Chip>}
            </span>
          ),
          decided: (
            <span className="flex flex-wrap items-center gap-x-2">
              <ReviewStateBadge state={row.state} />
              {row.decidedName && (
                <span className="text-xs text-muted">
                  {row.decidedName} · {row.decidedAt && <Instant at={row.decidedAt} now={now} />}
                </span>
              )}
            </span>
          ),
        },
      }))}
    />
  );
}
