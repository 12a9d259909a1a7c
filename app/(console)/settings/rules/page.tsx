import { getTranslations } from "next-intl/server";
import { ExactInstant } from "@/components/ui/instant";
import { Panel } from "@/components/ui/panel";
import { DataTable } from "@/components/ui/table";
import { can } from "@/lib/domain/access/permissions";
import { requirePermission } from "@/lib/server/auth/session";
import { now } from "@/lib/server/clock";
import { listRuleValues, packInForce } from "@/lib/server/rules/queries";
import { SettingsHead } from "../_components/settings-head";
import { RuleTable } from "./_components/rule-table";
import { RuleValueText } from "./_components/rule-value-text";
import { shownRules } from "./_components/rule-rows";

export async function generateMetadata() {
  return { title: (await getTranslations("settings"))("rules.title") };
}

export default async function RulesPage() {
  const actor = await requirePermission("settings:read", "policy:read");
  const [t, words, purposes, pack, values] = await Promise.all([
    getTranslations("settings"),
    getTranslations("policy"),
    getTranslations("purpose"),
    packInForce(),
    listRuleValues(actor, "CN"),
  ]);
  return (
    <>
      <SettingsHead part="rules" />
      <div className="flex flex-col gap-4">
        <div className="panel overflow-hidden">
          <RuleTable rules={shownRules(pack, now())} mayWrite={can(actor, "settings:write")} />
        </div>
        <Panel title={t("rules.history")} flush>
          <DataTable
            label={t("rules.history")}
            empty={<p className="p-4 text-sm text-muted">{t("rules.historyNone")}</p>}
            columns={[
              { id: "from", header: t("rules.from") },
              { id: "rule", header: t("rules.rule"), isRowHeader: true },
              { id: "for", header: t("rules.for") },
              { id: "value", header: t("rules.value") },
              { id: "by", header: t("rules.by"), hideOnPhone: true },
            ]}
            rows={values.map((value) => ({
              id: value.id,
              cells: {
                from: <ExactInstant at={value.effectiveFrom} />,
                rule: words.has(`${value.rule}.name`) ? words(`${value.rule}.name`) : value.rule,
                for: value.purpose === null ? t("rules.allPurposes") : purposes(value.purpose),
                value: <RuleValueText params={value.params} />,
                by: value.createdBy,
              },
            }))}
          />
        </Panel>
      </div>
    </>
  );
}
