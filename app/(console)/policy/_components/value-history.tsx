import { useTranslations } from "next-intl";
import { ExactInstant } from "@/components/ui/instant";
import { Panel } from "@/components/ui/panel";
import { DataTable } from "@/components/ui/table";
import type { Channel, Purpose } from "@/lib/domain/shared/vocabulary";
import type { listRuleValues, RuleProposalRow } from "@/lib/server/rules/queries";
import { useRuleWords } from "./rule-words";
import { useTargetWords } from "./use-change";

type Props = { readonly values: Awaited<ReturnType<typeof listRuleValues>>; readonly decided: readonly RuleProposalRow[] };

/** Every value the bank ever set, with the two who set it, and what was proposed in vain. */
export function ValueHistory({ values, decided }: Props) {
  const t = useTranslations("matrix.history");
  const words = useTranslations("policy");
  const say = useRuleWords();
  const targets = useTargetWords();
  const nameOf = (rule: string) => (words.has(`${rule}.name`) ? words(`${rule}.name`) : rule);
  const about = ({ purpose, channel }: { readonly purpose: string | null; readonly channel: string | null }) => targets({ purpose: purpose as Purpose | null, channel: channel as Channel | null });
  const refused = decided.filter((one) => one.state !== "confirmed");
  const rows = [
    ...values.map((value) => ({
      id: value.id, order: value.createdAt, from: <ExactInstant at={value.effectiveFrom} />, rule: nameOf(value.rule), for: about(value), value: say.lineOf(value.params),
      by: value.createdBy, second: value.confirmedBy === null ? t("before") : t("confirmed", { name: value.confirmedBy }),
    })),
    ...refused.map((one) => ({
      id: one.id, order: one.decidedAt ?? one.proposedAt, from: t("never"), rule: nameOf(one.rule), for: about(one), value: <span className="struck text-muted">{say.lineOf(one.params)}</span>,
      by: one.proposedBy, second: t(one.state === "withdrawn" ? "withdrawn" : "rejected", { name: one.decidedBy ?? "" }),
    })),
  ].sort((a, b) => b.order.getTime() - a.order.getTime());
  return (
    <div className="no-print">
      <Panel title={t("title")} flush>
        <DataTable
          label={t("title")}
          empty={<p className="p-4 text-sm text-muted">{t("empty")}</p>}
          columns={[
            { id: "from", header: t("from") },
            { id: "rule", header: t("rule"), isRowHeader: true },
            { id: "for", header: t("for"), hideOnPhone: true },
            { id: "value", header: t("value"), hideOnPhone: true },
            { id: "by", header: t("by") },
            { id: "second", header: t("second") },
          ]}
          rows={rows.map(({ id, order: _, ...cells }) => ({ id, cells }))}
        />
      </Panel>
    </div>
  );
}
