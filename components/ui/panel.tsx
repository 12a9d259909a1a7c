import type { ReactNode } from "react";

/** A titled part of a page. */
export function Panel({ title, aside, children, flush = false }: { readonly title?: ReactNode; readonly aside?: ReactNode; readonly children: ReactNode; readonly flush?: boolean }) {
  return (
    <section className="panel min-w-0">
      {title && (
        <div className="flex flex-wrap items-center justify-between gap-2 border-b border-line px-4 py-2.5">
          <h2 className="font-semibold">{title}</h2>
          {aside}
        </div>
      )}
      <div className={flush ? "overflow-x-auto" : "p-4"}>{children}</div>
    </section>
  );
}
