import { Ban, CircleHelp, Flag, MessageSquareText, Megaphone, ShieldAlert, Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Chip, type ChipTone } from "@/components/ui/chip";
import type { ReplyClass, ReplyFlag } from "@/lib/domain/reply/keywords";
import { wordOr } from "@/lib/i18n/word-or";

const LOOKS: Readonly<Record<ReplyClass, { readonly tone: ChipTone; readonly icon: ReactNode }>> = {
  refuse: { tone: "danger", icon: <Ban aria-hidden /> },
  likelyRefusal: { tone: "warning", icon: <CircleHelp aria-hidden /> },
  return: { tone: "success", icon: <Undo2 aria-hidden /> },
  help: { tone: "accent", icon: <CircleHelp aria-hidden /> },
  complaint: { tone: "danger", icon: <Megaphone aria-hidden /> },
  other: { tone: "neutral", icon: <MessageSquareText aria-hidden /> },
};

/** What a reply was taken for. */
export function ClassChip({ replyClass }: { readonly replyClass: string }) {
  const t = useTranslations("inbox");
  const look = LOOKS[replyClass as ReplyClass] ?? LOOKS.other;
  return (
    <Chip tone={look.tone} icon={look.icon}>
      {wordOr(t, `class.${replyClass}`, replyClass)}
    </Chip>
  );
}

/** That compliance should look. */
export function FlagChip({ flag }: { readonly flag: ReplyFlag }) {
  const t = useTranslations("inbox.flag");
  return (
    <Chip tone="danger" icon={flag === "fraud" ? <ShieldAlert aria-hidden /> : <Flag aria-hidden />}>
      {t(flag)}
    </Chip>
  );
}
