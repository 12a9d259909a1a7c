import type { Route } from "next";
import type { ReactNode } from "react";
import { Pagination } from "@/components/ui/pagination";

type Props = {
  readonly previousHref?: Route | null | undefined;
  readonly nextHref?: Route | null | undefined;
  /** How many there are, from a roll-up; or what the list is ordered by. */
  readonly note?: ReactNode;
  /** Export and the like. */
  readonly actions?: ReactNode;
};

/** Below a list: what it holds, its further pages, its export. */
export function ListFooter({ previousHref, nextHref, note, actions }: Props) {
  return (
    <div className="no-print mt-3 flex flex-col gap-3 sm:flex-row sm:items-center">
      {actions}
      <div className="flex-1">
        <Pagination previousHref={previousHref} nextHref={nextHref} note={note} />
      </div>
    </div>
  );
}
