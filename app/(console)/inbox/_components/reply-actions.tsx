import { Check } from "lucide-react";
import { useTranslations } from "next-intl";
import { ActionButton } from "@/components/form/action-button";
import type { Judgement } from "@/lib/domain/reply/schema";
import { handleInboundAction, judgeReplyAction } from "../actions";

type Props = {
  readonly inboundId: string;
  /** Whether the viewer may record refusals. */
  readonly mayJudge: boolean;
  /** Offers are held until somebody decides. */
  readonly held: boolean;
  readonly replyClass: string;
  /** In a list: what is done to most; the rest stands on the text's own page. */
  readonly isShort?: boolean;
};

/** What can still be said of a text: of a held one that it refuses or not, of any that it complains. */
function judgementsFor({ held, replyClass }: Pick<Props, "held" | "replyClass">): readonly Judgement[] {
  if (held) return replyClass === "complaint" ? ["complaint", "refuse", "other"] : ["refuse", "other", "complaint"];
  return ["refuse", "complaint"];
}

/** What a person can do about a reply that waits: deal with it, or say what it is. */
export function ReplyActions({ inboundId, mayJudge, held, replyClass, isShort = false }: Props) {
  const t = useTranslations("inbox");
  const judgements = judgementsFor({ held, replyClass });
  return (
    <span className="flex flex-wrap gap-1">
      {!held && (
        <ActionButton action={handleInboundAction} input={{ inboundId }} variant="secondary" icon={<Check aria-hidden size={16} />} doneMessage={t("handled.done")}>
          {t("handled.mark")}
        </ActionButton>
      )}
      {mayJudge &&
        judgements.slice(0, isShort ? (held ? 2 : 0) : judgements.length).map((as, index) => (
          <ActionButton
            key={as}
            action={judgeReplyAction}
            input={{ inboundId, as }}
            variant={held && index < 2 ? "secondary" : "ghost"}
            doneMessage={t(`judge.${as}.done`)}
            confirm={{ title: t(`judge.${as}.title`), text: t(`judge.${as}.text`), label: t(`judge.${as}.confirm`) }}
          >
            {t(`judge.${as}.button`)}
          </ActionButton>
        ))}
    </span>
  );
}
