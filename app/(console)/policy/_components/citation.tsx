import { useTranslations } from "next-intl";
import type { RuleRow } from "@/lib/domain/policy/pack";
import { sourcingOf } from "@/lib/domain/policy/sources";

const MARK = { read: "", secondary: "†", unverified: "‡" } as const;

/** What a rule rests on, with a mark where the text itself was not read. */
export function Citation({ row }: { readonly row: RuleRow }) {
  const t = useTranslations("matrix.sourcing");
  const words = useTranslations("policy");
  const sourcing = sourcingOf(row);
  return (
    <>
      {words(`instrument.${row.instrument}`)}
      {row.article !== null && ` ${words("article", { article: row.article })}`}
      {sourcing !== "read" && (
        <>
          <span aria-hidden title={t(sourcing)} className="ms-0.5 font-semibold text-warning">
            {MARK[sourcing]}
          </span>
          <span className="sr-only">{t(sourcing)}</span>
        </>
      )}
    </>
  );
}

/** What the marks mean. */
export function CitationLegend() {
  const t = useTranslations("matrix.sourcing");
  return (
    <p className="flex flex-wrap gap-x-4 text-xs text-muted">
      {(["secondary", "unverified"] as const).map((sourcing) => (
        <span key={sourcing}>
          <span className="font-semibold text-warning">{MARK[sourcing]}</span> {t(sourcing)}
        </span>
      ))}
      <span>{t("legal")}</span>
    </p>
  );
}
