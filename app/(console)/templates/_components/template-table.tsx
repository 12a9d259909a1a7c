import type { Route } from "next";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { Seal } from "@/components/message/seal";
import { VersionStateBadge } from "@/components/message/state-badge";
import { DataTable } from "@/components/ui/table";
import type { TemplateRow } from "@/lib/server/templates/queries";

/** Templates, one a row: what it is, where it stands, and who approved what is being sent. */
export function TemplateTable({ rows }: { readonly rows: readonly TemplateRow[] }) {
  const t = useTranslations("templates");
  const purposes = useTranslations("purpose");
  const locale = useLocale();
  return (
    <DataTable
      label={t("list.label")}
      columns={[
        { id: "name", header: t("list.name"), isRowHeader: true },
        { id: "purpose", header: t("list.purpose"), hideOnPhone: true },
        { id: "state", header: t("list.state") },
        { id: "approved", header: t("list.approved"), hideOnPhone: true },
        { id: "branch", header: t("list.branch"), hideOnPhone: true },
      ]}
      rows={rows.map((row) => ({
        id: row.id,
        cells: {
          name: (
            <div className="sm:min-w-48">
              <Link href={`/templates/${row.id}` as Route} className="row-link prose-link font-medium">
                {row.name}
              </Link>{" "}
              <code className="text-xs text-muted">{row.key}</code>
              <p className="line-clamp-1 max-w-[42rem] text-xs text-muted">{row.text}</p>
            </div>
          ),
          purpose: <span className="whitespace-nowrap">{purposes(row.purpose)}</span>,
          state: (
            <span className="whitespace-nowrap">
              <VersionStateBadge state={row.state} />{" "}
              <span className="text-xs text-muted">{t("list.approvedVersion", { number: row.number })}</span>
            </span>
          ),
          approved: row.approved?.seal ? (
            <Seal name={row.approved.seal.name} at={row.approved.seal.at} />
          ) : (
            <span className="text-xs text-muted">
              {row.approved ? t("list.approvedVersion", { number: row.approved.number }) : t("list.none")}
            </span>
          ),
          branch: (
            <span className="whitespace-nowrap">
              {row.fromAbove
                ? `${locale === "en" ? row.branch.nameEn : row.branch.name} · ${t("list.fromAbove")}`
                : locale === "en"
                  ? row.branch.nameEn
                  : row.branch.name}
            </span>
          ),
        },
      }))}
    />
  );
}
