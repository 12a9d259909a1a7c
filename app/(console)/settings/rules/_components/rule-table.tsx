import { useTranslations } from "next-intl";
import { DataTable } from "@/components/ui/table";
import type { Bound } from "@/lib/domain/policy/pack";
import { formatMinute } from "@/lib/i18n/format";
import { ChangeRule } from "./change-rule";
import type { ShownRule } from "./rule-rows";
import { isMinute, type RuleParam } from "./rule-schema";
import { useRuleWords } from "./rule-words";

const paramsOf = (params: object) => Object.entries(params) as [string, RuleParam][];
const boundOf = (row: ShownRule["row"], param: string) => (row.bounds as Readonly<Record<string, Bound | undefined>>)[param];

/** Rules in force with their values, how far each may be changed, and what they rest on. */
export function RuleTable({ rules, mayWrite }: { readonly rules: readonly ShownRule[]; readonly mayWrite: boolean }) {
  const t = useTranslations("settings");
  const words = useTranslations("policy");
  const purposes = useTranslations("purpose");
  const say = useRuleWords();
  const instrumentOf = ({ instrument, article }: ShownRule["row"]) =>
    [words(`instrument.${instrument}`), article === null ? "" : words("article", { article })].join(" ").trim();
  const change = ({ row, current }: ShownRule) => {
    const params = paramsOf(current.params);
    const fixed = params.map(([param]) => param).filter((param) => boundOf(row, param)?.fixed === true);
    if (fixed.length === params.length) return null;
    const bounds = params.flatMap(([param]) => {
      const bound = boundOf(row, param);
      return bound === undefined ? [] : [[param, say.boundOf(param, bound)] as const];
    });
    const shown = params.map(([param, value]) => [param, isMinute(param) ? (typeof value === "number" ? formatMinute(value) : "") : value] as const);
    return <ChangeRule rule={row.rule} purpose={row.purpose} params={Object.fromEntries(shown)} fixed={fixed} bounds={Object.fromEntries(bounds)} />;
  };
  return (
    <DataTable
      label={t("rules.title")}
      columns={[
        { id: "rule", header: t("rules.rule"), isRowHeader: true },
        { id: "for", header: t("rules.for") },
        { id: "value", header: t("rules.value") },
        { id: "basis", header: t("rules.basis"), hideOnPhone: true },
        { id: "act", header: t("actions") },
      ]}
      rows={rules.map((shown) => {
        const { row, current } = shown;
        return {
          id: row.id,
          cells: {
            rule: words(`${row.rule}.name`),
            for: (
              <>
                {row.purpose === null ? t("rules.allPurposes") : purposes(row.purpose)}
                {row.channel !== null && <span className="block text-xs text-muted">{row.channel === "voice" ? t("rules.channelNote") : t(`channel.${row.channel}`)}</span>}
              </>
            ),
            value: (
              <ul>
                {paramsOf(current.params).map(([param, value]) => {
                  const bound = boundOf(row, param);
                  return (
                    <li key={param}>
                      <span className="text-muted">{say.nameOf(param)}</span> <span className="font-medium">{say.valueOf(param, value)}</span>
                      {bound !== undefined && <span className="ms-2 text-xs text-muted">{say.boundOf(param, bound)}</span>}
                    </li>
                  );
                })}
              </ul>
            ),
            basis: <span className="text-sm">{instrumentOf(row)}</span>,
            // Rows for calls follow the law on calls alone; the bank's values are about purposes.
            act: mayWrite && row.channel === null ? change(shown) : null,
          },
        };
      })}
    />
  );
}
