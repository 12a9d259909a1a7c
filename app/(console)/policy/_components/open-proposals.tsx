import { Check, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { ActionButton } from "@/components/form/action-button";
import { Chip } from "@/components/ui/chip";
import { ExactInstant } from "@/components/ui/instant";
import { Panel } from "@/components/ui/panel";
import type { RuleProposalRow } from "@/lib/server/rules/queries";
import type { Channel, Purpose } from "@/lib/domain/shared/vocabulary";
import { closeProposalAction, confirmRuleAction } from "../actions";
import type { RuleParam } from "./rule-schema";
import { useRuleWords } from "./rule-words";
import { useTargetWords } from "./use-change";

type Props = { readonly proposals: readonly RuleProposalRow[]; readonly viewerId: string; readonly mayDecide: boolean };

/** Changes that one administrator proposed and another must confirm. */
export function OpenProposals({ proposals, viewerId, mayDecide }: Props) {
  const t = useTranslations("matrix.proposals");
  if (proposals.length === 0) return null;
  return (
    <div className="no-print">
      <Panel title={t("title")} description={t("lead")}>
        <ul className="flex flex-col divide-y divide-line">
          {proposals.map((proposal) => (
            <li key={proposal.id} className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 py-3 first:pt-0 last:pb-0">
              <Proposal proposal={proposal} />
              {mayDecide && <Decide proposal={proposal} isOwn={proposal.proposedById === viewerId} />}
            </li>
          ))}
        </ul>
      </Panel>
    </div>
  );
}

/** The parameters that a change touches, before and after. */
export function changedParams(before: unknown, after: unknown): { readonly param: string; readonly from: RuleParam; readonly to: RuleParam }[] {
  const old = (before ?? {}) as Readonly<Record<string, RuleParam>>;
  return Object.entries((after ?? {}) as Readonly<Record<string, RuleParam>>)
    .filter(([param, to]) => old[param] !== to)
    .map(([param, to]) => ({ param, from: old[param] ?? null, to }));
}

function Proposal({ proposal }: { readonly proposal: RuleProposalRow }) {
  const t = useTranslations("matrix.proposals");
  const words = useTranslations("policy");
  const say = useRuleWords();
  const targets = useTargetWords();
  const target = { purpose: proposal.purpose as Purpose | null, channel: proposal.channel as Channel | null };
  return (
    <div className="min-w-0 flex-1 basis-72">
      <p className="font-medium">
        {words.has(`${proposal.rule}.name`) ? words(`${proposal.rule}.name`) : proposal.rule} <span className="font-normal text-muted">{targets(target)}</span>
      </p>
      <ul>
        {changedParams(proposal.before, proposal.params).map(({ param, from, to }) => (
          <li key={param}>
            <span className="text-muted">{say.nameOf(param)}</span> <del className="struck">{say.valueOf(param, from)}</del> <span aria-hidden>→</span>{" "}
            <ins className="font-medium no-underline">{say.valueOf(param, to)}</ins>
          </li>
        ))}
      </ul>
      <p className="text-sm">{t("reason", { reason: proposal.reason })}</p>
      <p className="text-xs text-muted">
        {t.rich("by", { name: proposal.proposedBy, at: () => <ExactInstant at={proposal.proposedAt} />, from: () => <ExactInstant at={proposal.effectiveFrom} /> })}
      </p>
    </div>
  );
}

function Decide({ proposal, isOwn }: { readonly proposal: RuleProposalRow; readonly isOwn: boolean }) {
  const t = useTranslations("matrix.proposals");
  const { id: proposalId } = proposal;
  if (isOwn) {
    return (
      <div className="flex flex-wrap items-center gap-2">
        <Chip tone="warning">{t("waits")}</Chip>
        <ActionButton action={closeProposalAction} input={{ proposalId, as: "withdrawn" as const }} doneMessage={t("withdrawn")}>
          {t("withdraw")}
        </ActionButton>
      </div>
    );
  }
  return (
    <div className="flex flex-wrap items-center gap-2">
      <ActionButton action={closeProposalAction} input={{ proposalId, as: "rejected" as const }} icon={<X aria-hidden size={15} />} doneMessage={t("rejected")}>
        {t("reject")}
      </ActionButton>
      <ActionButton action={confirmRuleAction} input={{ proposalId }} variant="primary" icon={<Check aria-hidden size={15} />} doneMessage={t("confirmed")}>
        {t("confirm")}
      </ActionButton>
    </div>
  );
}
