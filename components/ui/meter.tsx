import type { ReactNode } from "react";

type Tone = "accent" | "success" | "warning" | "danger";

type Props = {
  readonly label: string;
  readonly value: number;
  readonly max: number;
  readonly tone?: Tone;
  readonly note?: ReactNode;
  readonly valueText?: string;
};

const FILL: Record<Tone, string> = {
  accent: "bg-accent",
  success: "bg-success",
  warning: "bg-warning",
  danger: "bg-danger",
};

/** How much of something is used: a budget, a limit, a text's length. */
export function Meter({ label, value, max, tone = "accent", note, valueText }: Props) {
  const share = Math.min(Math.max(value / Math.max(max, 1), 0), 1);
  return (
    <div className="flex w-full flex-col gap-1">
      <div className="flex items-baseline justify-between gap-3 text-sm">
        <span className="font-medium">{label}</span>
        {note !== undefined && <span className="text-muted">{note}</span>}
      </div>
      <div
        role="meter"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={max}
        aria-valuenow={value}
        aria-valuetext={valueText}
        className="h-2 w-full overflow-hidden rounded-full bg-surface-tertiary"
      >
        <span className={`block h-full rounded-full ${FILL[tone]}`} style={{ width: `${share * 100}%` }} />
      </div>
    </div>
  );
}
