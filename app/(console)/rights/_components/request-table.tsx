import type { Route } from "next";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { Instant } from "@/components/ui/instant";
import { DataTable } from "@/components/ui/table";
import type { RequestRow } from "@/lib/server/rights/queries";
import { DueChip, RequestStateBadge } from "./request-state";

/** Requests, one a row: what was asked, of whom, and how much of the bank's time is left. */
export function RequestTable({ rows, now }: { readonly rows: readonly RequestRow[]; readonly now: Date }) {
  const t = useTranslations("rights");
  const locale = useLocale();
  return (
    <DataTable
      label={t("list.label")}
      columns={[
        { id: "kind", header: t("list.kind"), isRowHeader: true },
        { id: "due", header: t("list.due") },
        { id: "customer", header: t("list.customer") },
        { id: "branch", header: t("list.branch"), hideOnPhone: true },
        { id: "received", header: t("list.received"), hideOnPhone: true },
        { id: "state", header: t("list.state"), hideOnPhone: true },
      ]}
      rows={rows.map((row) => ({
        id: row.id,
        cells: {
          kind: <Link href={`/rights/${row.id}` as Route} className="row-link prose-link font-medium whitespace-nowrap">{t(`kind.${row.kind}`)}</Link>,
          customer: (
            <>
              <span className="whitespace-nowrap">{row.customer.nameMasked ?? t("erased")}</span>
              <span className="block text-xs text-muted tabular-nums">{row.customer.number}</span>
            </>
          ),
          branch: locale === "en" ? row.customer.branch.nameEn : row.customer.branch.name,
          received: <><Instant at={row.receivedAt} now={now} /><span className="block text-xs text-muted">{t(`receivedBy.${row.receivedBy}`)}</span></>,
          due: <DueChip request={row} now={now} />,
          state: <RequestStateBadge state={row.state} />,
        },
      }))}
    />
  );
}
