import { CircleCheck, CircleDashed, CircleHelp, CircleX, Hourglass, TimerOff, type LucideIcon } from "lucide-react";
import { useTranslations } from "next-intl";
import { Chip, type ChipTone } from "@/components/ui/chip";
import type { FilingView } from "@/lib/domain/providers/filing-state";

const LOOKS: Readonly<Record<FilingView, readonly [LucideIcon, ChipTone]>> = {
  none: [CircleDashed, "neutral"],
  pending: [Hourglass, "accent"],
  interrupted: [CircleHelp, "warning"],
  filed: [CircleCheck, "success"],
  refused: [CircleX, "danger"],
  lapsed: [TimerOff, "warning"],
};

// What networks are told of signatures is written down in words of its own (lib/domain/registers/schema.ts).
const OF_SIGNATURE: Readonly<Record<string, FilingView>> = { not_filed: "none", filing: "pending", filed: "filed", refused: "refused", lapsed: "lapsed" };

/** How a template stands with a carrier. */
export function FilingState({ view }: { readonly view: FilingView }) {
  const t = useTranslations("filings.state");
  const [Icon, tone] = LOOKS[view];
  return (
    <Chip tone={tone} icon={<Icon aria-hidden />}>
      {t(view)}
    </Chip>
  );
}

/** How a signature stands with a network. */
export function SignatureState({ state }: { readonly state: string }) {
  return <FilingState view={OF_SIGNATURE[state] ?? "none"} />;
}
