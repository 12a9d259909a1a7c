import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import type { AuditRow } from "@/lib/server/audit/queries";
import type { ChainReport } from "@/lib/server/audit/verify";

/** The newest hash, to be noted elsewhere, and whether the chain below it still holds. */
export function ChainHead({ head, report }: { readonly head: AuditRow | undefined; readonly report: ChainReport | null }) {
  const t = useTranslations("audit.chain");
  return (
    <div className="mb-3 flex flex-col gap-3">
      <div className="panel flex flex-wrap items-center justify-between gap-3 px-4 py-3">
        <div className="min-w-0">
          <p className="text-xs text-muted">{head === undefined ? t("empty") : t("head", { seq: head.seq })}</p>
          {head !== undefined && <code className="text-xs wrap-anywhere">{head.hashHex}</code>}
        </div>
        <form action="/audit" method="get" className="no-print">
          <Button type="submit" name="verify" value="1" size="sm">
            {t("verify")}
          </Button>
        </form>
      </div>
      {report !== null &&
        (report.whole ? (
          <Callout tone="success" role="status" title={t("whole", { count: report.entries })}>
            <code className="text-xs wrap-anywhere">{report.headHex}</code>
          </Callout>
        ) : (
          <Callout tone="danger" role="alert" title={t("broken", { seq: report.brokenAt })}>
            {t(`fault.${report.fault}`)}
          </Callout>
        ))}
    </div>
  );
}
