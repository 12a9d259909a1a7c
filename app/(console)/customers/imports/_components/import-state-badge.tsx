import { CircleCheck, CircleX, FileQuestion, Hourglass, LoaderCircle, type LucideIcon } from "lucide-react";
import { useTranslations } from "next-intl";
import { Chip, type ChipTone } from "@/components/ui/chip";

const LOOKS = {
  unconfirmed: [FileQuestion, "warning"],
  waiting: [Hourglass, "accent"],
  running: [LoaderCircle, "accent"],
  done: [CircleCheck, "success"],
  failed: [CircleX, "danger"],
} as const satisfies Record<string, readonly [LucideIcon, ChipTone]>;

export type ImportStage = keyof typeof LOOKS;

/** Where an import stands for its reader: an uploaded file either waits for a person or for the worker. */
export function stageOf(row: { readonly state: "uploaded" | "running" | "done" | "failed"; readonly confirmedAt: Date | null }): ImportStage {
  if (row.state !== "uploaded") return row.state;
  return row.confirmedAt === null ? "unconfirmed" : "waiting";
}

export function ImportStateBadge({ stage }: { readonly stage: ImportStage }) {
  const t = useTranslations("imports.stage");
  const [Icon, tone] = LOOKS[stage];
  return (
    <Chip tone={tone} icon={<Icon aria-hidden size={14} />}>
      {t(stage)}
    </Chip>
  );
}
