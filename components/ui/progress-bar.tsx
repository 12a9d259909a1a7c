import type { ReactNode } from "react";

type Props = {
  readonly label: string;
  readonly hideLabel?: boolean;
  /** Done so far; null while the whole is not known. */
  readonly value: number | null;
  readonly max: number;
  /** Figures at the right end: “1,234 of 5,000”. */
  readonly note?: ReactNode;
};

/** How far long work has come. */
export function ProgressBar({ label, hideLabel = false, value, max, note }: Props) {
  const share = value === null ? null : Math.min(Math.max(value / Math.max(max, 1), 0), 1);
  return (
    <div className="flex w-full flex-col gap-1">
      <div className="flex items-baseline justify-between gap-3 text-sm">
        <span className={hideLabel ? "sr-only" : "font-medium"}>{label}</span>
        {note !== undefined && <span className="text-muted">{note}</span>}
      </div>
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={share === null ? undefined : Math.round(share * 100)}
        className={`h-2 w-full overflow-hidden rounded-full bg-surface-tertiary ${share === null ? "living-stroke" : ""}`}
      >
        <span
          className="block h-full rounded-full bg-accent transition-[width] duration-500"
          style={{ width: `${(share ?? 0) * 100}%` }}
        />
      </div>
    </div>
  );
}
