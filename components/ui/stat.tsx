import Link from "next/link";
import type { Route } from "next";
import type { ReactNode } from "react";

type Props = { readonly label: ReactNode; readonly value: ReactNode; readonly note?: ReactNode; readonly href?: Route | undefined };

/** One figure with its name; leads to the list behind it where there is one. */
export function Stat({ label, value, note, href }: Props) {
  const body = (
    <>
      <span className="text-xs text-muted">{label}</span>
      <span className="text-2xl leading-tight font-semibold tabular-nums">{value}</span>
      {note && <span className="text-xs text-muted">{note}</span>}
    </>
  );
  const shape = "panel flex min-w-0 flex-col gap-0.5 px-4 py-3";
  return href ? <Link href={href} className={`${shape} hover:border-accent`}>{body}</Link> : <div className={shape}>{body}</div>;
}
