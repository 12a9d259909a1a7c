import type { ReactNode } from "react";

export type ChipTone = "neutral" | "accent" | "success" | "warning" | "danger";

const COLOURS: Record<ChipTone, string> = {
  neutral: "bg-default text-default-foreground",
  accent: "bg-accent-soft text-accent-soft-foreground",
  success: "bg-success-soft text-success-soft-foreground",
  warning: "bg-warning-soft text-warning-soft-foreground",
  danger: "bg-danger-soft text-danger-soft-foreground",
};

/** A state or kind in a word, with an icon so that colour never says it alone. */
export function Chip({
  tone = "neutral",
  icon,
  children,
}: {
  readonly tone?: ChipTone;
  readonly icon?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <span
      className={`inline-flex h-6 w-fit shrink-0 items-center gap-1 rounded-md px-1.5 text-xs font-medium whitespace-nowrap [&>svg]:size-3.5 [&>svg]:shrink-0 ${COLOURS[tone]}`}
    >
      {icon}
      {children}
    </span>
  );
}
