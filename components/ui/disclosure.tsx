import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";

type Props = {
  readonly summary: ReactNode;
  readonly children: ReactNode;
  readonly isOpen?: boolean;
  readonly note?: ReactNode;
};

/** Details that most readers skip; works without scripts, and is unfolded on paper. */
export function Disclosure({ summary, children, isOpen = false, note }: Props) {
  return (
    <details open={isOpen} className="group">
      <summary className="flex min-h-9 cursor-pointer list-none items-center gap-1.5 rounded-md font-medium [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden size={16} className="shrink-0 text-muted transition-transform group-open:rotate-90" />
        <span className="min-w-0">{summary}</span>
        {note !== undefined && <span className="ms-auto text-xs font-normal text-muted">{note}</span>}
      </summary>
      <div className="ps-5.5 pt-1 pb-2">{children}</div>
    </details>
  );
}
