import { CircleCheck, Clock, Undo2, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Chip } from "@/components/ui/chip";
import type { ReviewState } from "@/lib/domain/review/decision";

const LOOK = {
  open: { tone: "accent", icon: <Clock aria-hidden size={14} /> },
  approved: { tone: "success", icon: <CircleCheck aria-hidden size={14} /> },
  returned: { tone: "warning", icon: <Undo2 aria-hidden size={14} /> },
  withdrawn: { tone: "neutral", icon: <X aria-hidden size={14} /> },
} as const;

/** Where a review stands: icon, word and colour. */
export function ReviewStateBadge({ state }: { readonly state: ReviewState }) {
  const t = useTranslations("reviews.state");
  return <Chip {...LOOK[state]}>{t(state)}</Chip>;
}
