import { useLocale, useTimeZone, useTranslations } from "next-intl";
import { Panel } from "@/components/ui/panel";
import { Stat, StatGrid } from "@/components/ui/stat";
import type { Language } from "@/lib/domain/shared/vocabulary";
import { formatCount, formatInstant, formatMoney } from "@/lib/i18n/format";

export type DryRunView = {
  readonly audience: number; readonly send: number; readonly wait: number; readonly withheld: number; readonly failed: number;
  readonly withheldByReason: Readonly<Record<string, number>>; readonly missingValues: Readonly<Record<string, number>>;
  readonly waitUntil: readonly { readonly until: string; readonly count: number }[];
  readonly billingSegments: number; readonly costMicros: string; readonly priceDate: string | null; readonly at: string;
};

/** What would happen, counted person by person: counts by plain reason first. */
export function DryRunPanel({ report }: { readonly report: DryRunView }) {
  const t = useTranslations("campaigns.dryRun");
  const reason = useTranslations("message.reason");
  const locale = useLocale() as Language;
  const zone = useTimeZone() ?? "Asia/Shanghai";
  const reasons = Object.entries(report.withheldByReason).sort((a, b) => b[1] - a[1]);
  return (
    <Panel title={t("title")}>
      <div className="flex flex-col gap-3">
        <StatGrid>
          <Stat label={t("audience")} value={formatCount(report.audience, locale)} />
          <Stat label={t("send")} value={formatCount(report.send, locale)} tone="success" />
          <Stat label={t("wait")} value={formatCount(report.wait, locale)} note={report.waitUntil[0] && t("waitUntil", { at: formatInstant(new Date(report.waitUntil[0].until), locale, zone) })} />
          <Stat label={t("withheld")} value={formatCount(report.withheld, locale)} />
          {report.failed > 0 && <Stat label={t("failed")} value={formatCount(report.failed, locale)} tone="danger" />}
          <Stat label={t("cost")} value={formatMoney(report.costMicros, locale)} note={t("segments", { count: report.billingSegments, date: report.priceDate?.slice(0, 10) ?? "–" })} />
        </StatGrid>
        {reasons.length > 0 && (
          <table className="data-table">
            <caption>{t("why")}</caption>
            <thead><tr><th scope="col">{t("why")}</th><th scope="col" className="number">{t("people")}</th></tr></thead>
            <tbody>
              {reasons.map(([code, count]) => <tr key={code}><td>{reason.has(code as "consent") ? reason(code as "consent") : code}</td><td className="number">{formatCount(count, locale)}</td></tr>)}
            </tbody>
          </table>
        )}
        {Object.entries(report.missingValues).map(([name, count]) => <p key={name} className="text-sm text-danger">{t("missing", { name, count })}</p>)}
        <p className="text-xs text-muted">{t("madeAt", { at: formatInstant(new Date(report.at), locale, zone) })}</p>
      </div>
    </Panel>
  );
}
