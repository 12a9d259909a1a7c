import type { Route } from "next";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { MessageStateBadge } from "@/components/message/state-badge";
import { Instant } from "@/components/ui/instant";
import { DataTable } from "@/components/ui/table";
import { formatMoney } from "@/lib/i18n/format";
import type { MessageRow } from "@/lib/server/messages/queries";

/** Messages, one a row: to whom, where it stands and why, what it cost. */
export function MessageTable({ rows, now }: { readonly rows: readonly MessageRow[]; readonly now: Date }) {
  const t = useTranslations("messages");
  const words = useTranslations("message");
  const purposes = useTranslations("purpose");
  const locale = useLocale();
  return (
    <DataTable
      label={t("list.label")}
      columns={[
        { id: "customer", header: t("list.customer"), isRowHeader: true },
        { id: "state", header: t("list.state") },
        { id: "about", header: t("list.about"), hideOnPhone: true },
        { id: "purpose", header: t("list.purpose"), hideOnPhone: true },
        { id: "branch", header: t("list.branch"), hideOnPhone: true },
        { id: "segments", header: t("list.segments"), isNumber: true, hideOnPhone: true },
        { id: "cost", header: t("list.cost"), isNumber: true, hideOnPhone: true },
        { id: "at", header: t("list.at") },
      ]}
      rows={rows.map((row) => ({
        id: row.id,
        cells: {
          customer: (
            <>
              <Link href={`/messages/${row.id}` as Route} className="row-link prose-link font-medium whitespace-nowrap">
                {row.customer.nameMasked || t("list.unknown")}
              </Link>
              <span className="block text-xs whitespace-nowrap text-muted tabular-nums">{row.phoneMasked}</span>
            </>
          ),
          state: (
            <>
              <MessageStateBadge state={row.state} />
              {row.reason !== "" && (
                <span className="block text-xs text-muted">{words.has(`reason.${row.reason}`) ? words(`reason.${row.reason}`) : row.reason}</span>
              )}
            </>
          ),
          about: (
            <>
              <span className="line-clamp-1">{row.template.name}</span>
              <span className="line-clamp-1 text-xs text-muted">{row.campaign?.name ?? t("list.single")}</span>
            </>
          ),
          purpose: <span className="whitespace-nowrap">{purposes(row.purpose)}</span>,
          branch: <span className="whitespace-nowrap">{locale === "en" ? row.branch.nameEn : row.branch.name}</span>,
          segments: row.billingSegments,
          cost: formatMoney(row.costMicros, locale),
          at: <Instant at={row.createdAt} now={now} />,
        },
      }))}
    />
  );
}
