import type { ReactNode } from "react";

type Props = {
  readonly title?: ReactNode;
  readonly description?: ReactNode;
  /** Links and small buttons at the right end of the title. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  /** Content goes up to the border: tables. */
  readonly flush?: boolean;
  readonly id?: string;
};

/** A titled part of a page. */
export function Panel({ title, description, aside, children, flush = false, id }: Props) {
  return (
    <section className="panel min-w-0" id={id}>
      {(title !== undefined || aside !== undefined) && (
        <div className="flex min-h-11 flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-line px-4 py-2">
          <div className="min-w-0">
            {title !== undefined && <h2 className="font-semibold">{title}</h2>}
            {description !== undefined && <p className="text-xs text-muted">{description}</p>}
          </div>
          {aside}
        </div>
      )}
      <div className={flush ? "relative overflow-x-auto rounded-b-lg" : "p-4"}>{children}</div>
    </section>
  );
}
