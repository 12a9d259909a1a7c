import { CircleCheck, CircleX, Clock, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { Chip } from "@/components/ui/chip";
import { daysLeft, isOverdue, urgencyOf, type RequestState } from "@/lib/domain/rights/request";

type Props = { readonly request: { readonly state: RequestState; readonly dueAt: Date; readonly closedAt: Date | null }; readonly now: Date };

/** Where a request is. */
export function RequestStateBadge({ state }: { readonly state: RequestState }) {
  const t = useTranslations("rights.state");
  if (state === "open") return <Chip tone="accent" icon={<Clock aria-hidden />}>{t("open")}</Chip>;
  return state === "done" ? <Chip tone="success" icon={<CircleCheck aria-hidden />}>{t("done")}</Chip> : <Chip icon={<CircleX aria-hidden />}>{t("refused")}</Chip>;
}

/** How much of the bank's time is left: the closer to the end, the louder. */
export function DueChip({ request, now }: Props) {
  const t = useTranslations("rights.due");
  const urgency = urgencyOf(request, now);
  if (urgency === "closed") return isOverdue(request, now) ? <Chip tone="warning" icon={<TriangleAlert aria-hidden />}>{t("late")}</Chip> : <span className="text-xs text-muted">{t("onTime")}</span>;
  const days = daysLeft(request.dueAt, now);
  if (urgency === "overdue") return <Chip tone="danger" icon={<TriangleAlert aria-hidden />}>{t("overdue", { days: -days })}</Chip>;
  return <Chip tone={urgency === "soon" ? "warning" : "neutral"} icon={<Clock aria-hidden />}>{days === 0 ? t("today") : t("left", { days })}</Chip>;
}
