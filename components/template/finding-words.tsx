import { CircleAlert, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { Finding } from "@/lib/domain/check/finding";

/** One finding in a branch officer's words: what it is, why it matters, how to mend it, what it rests on. */
export function FindingWords({ finding, children }: { readonly finding: Finding; readonly children?: ReactNode }) {
  const t = useTranslations("templates.findings");
  const words = useTranslations("check");
  const isError = finding.severity === "error";
  const Icon = isError ? CircleAlert : TriangleAlert;
  const { rule, excerpt, instrument } = finding;
  const evidence = { ...finding.evidence };
  const title = words(`${rule}.title`, evidence);
  // What the title quotes already, or the whole text, is not quoted again.
  const isQuoted = excerpt !== "" && excerpt.length < 40 && !title.includes(excerpt);
  return (
    <div className="flex gap-2.5">
      <Icon aria-hidden size={17} className={`mt-0.5 shrink-0 ${isError ? "text-danger" : "text-warning"}`} />
      <div className="min-w-0 flex-1">
        <p className="font-medium">
          <span className={`mr-1.5 text-xs font-semibold ${isError ? "text-danger" : "text-warning"}`}>
            {t(isError ? "error" : "warning")}
          </span>
          {finding.of === "elder" && <span className="mr-1.5 text-xs font-normal text-muted">{t("inElderText")}</span>}
          {title}
        </p>
        {isQuoted && <p className="text-sm break-words text-muted">{t("excerpt", { excerpt })}</p>}
        <p className="mt-0.5 text-sm">{words(`${rule}.explain`, evidence)}</p>
        <p className="text-sm">
          <span className="text-muted">{t("mend")}</span> {words(`${rule}.mend`, evidence)}
        </p>
        <p className="mt-0.5 text-xs text-muted">
          {instrument === null ? t("bankOwn") : t("instrument", { instrument })}
        </p>
        {children}
      </div>
    </div>
  );
}
