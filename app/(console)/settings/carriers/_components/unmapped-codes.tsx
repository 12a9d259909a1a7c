import { useTranslations } from "next-intl";
import { ExactInstant } from "@/components/ui/instant";
import { Panel } from "@/components/ui/panel";
import { DataTable } from "@/components/ui/table";
import { isReportSpace } from "@/lib/domain/carrier/report-space";
import type { UnmappedCode } from "@/lib/server/providers/codes";
import { MapCode } from "./map-code";

/** Codes that carriers used and nobody has explained. */
export function UnmappedCodes({ codes, mayWrite }: { readonly codes: readonly UnmappedCode[]; readonly mayWrite: boolean }) {
  const t = useTranslations("settings.carriers.codes");
  return (
    <Panel title={t("title")} description={t("lead")} flush>
      <DataTable
        label={t("title")}
        empty={<p className="p-4 text-sm text-muted">{t("none")}</p>}
        columns={[
          { id: "code", header: t("code"), isRowHeader: true },
          { id: "account", header: t("account") },
          { id: "count", header: t("count"), isNumber: true },
          { id: "last", header: t("last"), hideOnPhone: true },
          { id: "act", header: t("act") },
        ]}
        rows={codes.map((one) => ({
          id: one.id,
          cells: {
            code: (
              <>
                <code>{one.code}</code> <span className="text-xs text-muted">{t(isReportSpace(one.space) ? "inReport" : "inAnswer")}</span>
              </>
            ),
            account: one.account, count: one.count, last: <ExactInstant at={one.lastAt} />, act: mayWrite && <MapCode space={one.space} code={one.code} />,
          },
        }))}
      />
    </Panel>
  );
}
