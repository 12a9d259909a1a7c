import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";

type StatTone = "neutral" | "success" | "warning" | "danger";

type Props = {
  readonly label: ReactNode;
  readonly value: ReactNode;
  readonly note?: ReactNode;
  /** The list behind the figure. */
  readonly href?: Route | undefined;
  readonly tone?: StatTone;
  readonly aside?: ReactNode;
};

const VALUE: Record<StatTone, string> = {
  neutral: "",
  success: "text-success",
  warning: "text-warning",
  danger: "text-danger",
};

/** One figure with its name; leads to the list behind it where there is one. */
export function Stat({ label, value, note, href, tone = "neutral", aside }: Props) {
  const body = (
    <>
      <span className="text-xs text-muted">{label}</span>
      <span className="flex items-end justify-between gap-3">
        <span className={`text-2xl leading-tight font-semibold tabular-nums ${VALUE[tone]}`}>{value}</span>
        {aside !== undefined && <span className="hidden @[13rem]:block">{aside}</span>}
      </span>
      {note !== undefined && <span className="text-xs text-muted">{note}</span>}
    </>
  );
  const shape = "panel @container flex min-w-0 flex-col gap-0.5 px-4 py-3";
  if (href === undefined) return <div className={shape}>{body}</div>;
  return (
    <Link href={href} className={`${shape} hover:border-accent`}>
      {body}
    </Link>
  );
}

/** Figures side by side: as many as fit, or (`isEven`) in rows of two or four, so that eight leave no gap. */
export function StatGrid({ children, isEven = false }: { readonly children: ReactNode; readonly isEven?: boolean }) {
  return <div className={`grid gap-3 ${isEven ? "grid-cols-2 lg:grid-cols-4" : "grid-cols-[repeat(auto-fit,minmax(9rem,1fr))]"}`}>{children}</div>;
}
