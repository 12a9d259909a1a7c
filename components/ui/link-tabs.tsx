import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";

export type LinkTab = {
  readonly href: Route;
  readonly label: ReactNode;
  readonly count?: ReactNode;
  readonly isCurrent: boolean;
};

/** Views with addresses of their own: the parts of a customer, the states of a list. */
export function LinkTabs({ label, items }: { readonly label: string; readonly items: readonly LinkTab[] }) {
  return (
    <nav aria-label={label} className="no-print overflow-x-auto border-b border-line">
      <ul className="flex gap-1">
        {items.map((item) => (
          <li key={item.href}>
            <Link
              href={item.href}
              aria-current={item.isCurrent ? "page" : undefined}
              className="flex h-9 items-center gap-1.5 border-b-2 border-transparent px-3 whitespace-nowrap text-muted hover:text-foreground aria-[current=page]:border-accent aria-[current=page]:font-medium aria-[current=page]:text-accent"
            >
              {item.label}
              {item.count !== undefined && (
                <span className="rounded-full bg-default px-1.5 text-xs text-default-foreground">{item.count}</span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
