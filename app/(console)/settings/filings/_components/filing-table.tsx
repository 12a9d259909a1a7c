import { FileUp } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { ActionButton } from "@/components/form/action-button";
import { Instant } from "@/components/ui/instant";
import { DataTable } from "@/components/ui/table";
import { mayBeFiled } from "@/lib/domain/providers/filing-state";
import type { AccountFilings, FilingRow } from "@/lib/server/providers/filings";
import { fileTemplateAction } from "../actions";
import { FilingState } from "./filing-state";

type Props = { readonly account: AccountFilings; readonly mayFile: boolean; readonly now: Date };

/** Approved wordings and how each stands with one carrier. */
export function FilingTable({ account, mayFile, now }: Props) {
  const t = useTranslations("filings");
  const settings = useTranslations("settings");
  return (
    <DataTable
      label={t("tableLabel", { name: account.name })}
      empty={<p className="p-4 text-sm text-muted">{t("noTemplates")}</p>}
      columns={[
        { id: "template", header: t("template"), isRowHeader: true },
        { id: "state", header: settings("state") },
        { id: "words", header: t("words"), className: "min-w-48 max-w-80" },
        { id: "at", header: t("at"), className: "whitespace-nowrap" },
        ...(mayFile ? [{ id: "act", header: settings("actions") }] : []),
      ]}
      rows={account.rows.map((row) => ({
        id: `${row.versionId} ${row.variant}`,
        cells: {
          template: (
            <>
              <Link href={`/templates/${row.template.id}` as Route} className="prose-link">
                {row.template.name}
              </Link>
              <span className="block min-w-36 text-xs font-normal text-muted">
                {t("about", { number: row.template.number, wording: row.variant, signature: row.signature })}
              </span>
            </>
          ),
          state: <FilingState view={row.view} />,
          words: <Words row={row} />,
          at:
            row.filedAt === null ? (
              <span className="text-muted">–</span>
            ) : (
              <>
                <Instant at={row.filedAt} now={now} />
                <span className="block text-xs text-muted">{row.filedBy}</span>
              </>
            ),
          act: mayBeFiled(row.view) && (
            <ActionButton
              action={fileTemplateAction}
              input={{ accountId: account.id, versionId: row.versionId, variant: row.variant }}
              icon={<FileUp aria-hidden size={14} />}
              doneMessage={t("done")}
            >
              {t(row.view === "none" ? "file" : "again")}
            </ActionButton>
          ),
        },
      }))}
    />
  );
}

function Words({ row: { view, code, detail } }: { readonly row: FilingRow }) {
  const t = useTranslations("filings");
  const own = view === "interrupted" || view === "lapsed" ? t(`${view}Text`) : null;
  // Carriers answer with a code also where all is well; it says nothing then.
  const shown = view === "refused" || view === "lapsed" ? code : "";
  if (shown === "" && detail === "" && own === null) return <span className="text-muted">–</span>;
  return (
    <span className="text-sm wrap-anywhere">
      {shown !== "" && <code className="text-xs">{shown}</code>} {detail} {own !== null && <span className="text-muted">{own}</span>}
    </span>
  );
}
