import Link from "next/link";
import { useTranslations } from "next-intl";
import { Disclosure } from "@/components/ui/disclosure";
import { ExactInstant } from "@/components/ui/instant";
import { DataTable } from "@/components/ui/table";
import { wordOr } from "@/lib/i18n/word-or";
import type { AuditRow } from "@/lib/server/audit/queries";
import { subjectHref } from "./subject-href";

function isEmpty(detail: AuditRow["detail"]): boolean {
  return detail === null || (typeof detail === "object" && Object.keys(detail).length === 0);
}

/** Entries of the trail, one a row, with what was recorded folded away. */
export function AuditTable({ rows }: { readonly rows: readonly AuditRow[] }) {
  const t = useTranslations("audit");
  const subjectOf = (row: AuditRow) => {
    const href = subjectHref(row.subjectType, row.pageId);
    const name = wordOr(t, `subject.${row.subjectType}`, row.subjectType);
    return (
      <>
        {href === null ? (
          name
        ) : (
          <Link href={href} className="prose-link">
            {name}
          </Link>
        )}
        <code className="block max-w-56 truncate text-xs text-muted" title={row.subjectId}>
          {row.subjectId}
        </code>
      </>
    );
  };
  return (
    <DataTable
      label={t("list.label")}
      columns={[
        { id: "at", header: t("list.at") },
        { id: "action", header: t("list.action"), isRowHeader: true },
        { id: "actor", header: t("list.actor") },
        { id: "subject", header: t("list.subject") },
        { id: "detail", header: t("list.detail"), hideOnPhone: true },
      ]}
      rows={rows.map((row) => ({
        id: row.seq,
        cells: {
          at: (
            <>
              <ExactInstant at={row.at} withSeconds />
              <span className="block text-xs text-muted tabular-nums">{t("list.seq", { seq: row.seq })}</span>
            </>
          ),
          action: wordOr(t, `action.${row.action}`, row.action),
          actor: (
            <>
              {row.actorName}
              <span className="block text-xs text-muted">{wordOr(t, `kind.${row.actorKind}`, row.actorKind)}</span>
            </>
          ),
          subject: subjectOf(row),
          detail: (
            <Disclosure summary={isEmpty(row.detail) ? t("list.noDetail") : t("list.showDetail")}>
              {!isEmpty(row.detail) && <pre className="max-w-[36rem] text-xs wrap-anywhere whitespace-pre-wrap">{JSON.stringify(row.detail, null, 2)}</pre>}
              <p className="mt-1 text-xs wrap-anywhere text-muted">{t("list.hash", { hash: row.hashHex })}</p>
              {row.requestId !== null && <p className="text-xs wrap-anywhere text-muted">{t("list.request", { id: row.requestId })}</p>}
            </Disclosure>
          ),
        },
      }))}
    />
  );
}
