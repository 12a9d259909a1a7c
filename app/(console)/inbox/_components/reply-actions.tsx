import { Check } from "lucide-react";
import { useTranslations } from "next-intl";
import { ActionButton } from "@/components/form/action-button";
import { JUDGEMENTS } from "@/lib/domain/reply/schema";
import { handleInboundAction, judgeReplyAction } from "../actions";

/** What a person can do about a reply that waits: deal with it, or say that it refuses or complains. */
export function ReplyActions({ inboundId, mayJudge }: { readonly inboundId: string; readonly mayJudge: boolean }) {
  const t = useTranslations("inbox");
  return (
    <span className="flex flex-wrap gap-1">
      <ActionButton action={handleInboundAction} input={{ inboundId }} variant="secondary" icon={<Check aria-hidden size={16} />} doneMessage={t("handled.done")}>
        {t("handled.mark")}
      </ActionButton>
      {mayJudge &&
        JUDGEMENTS.map((as) => (
          <ActionButton
            key={as}
            action={judgeReplyAction}
            input={{ inboundId, as }}
            doneMessage={t(`judge.${as}.done`)}
            confirm={{ title: t(`judge.${as}.title`), text: t(`judge.${as}.text`), label: t(`judge.${as}.confirm`) }}
          >
            {t(`judge.${as}.button`)}
          </ActionButton>
        ))}
    </span>
  );
}
