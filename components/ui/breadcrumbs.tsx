import { ChevronRight } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";

export type Crumb = { readonly href: Route; readonly label: string };

/** The way back up; the page itself is its heading and not repeated here. */
export function Breadcrumbs({ items }: { readonly items: readonly Crumb[] }) {
  const t = useTranslations("ui");
  return (
    <nav aria-label={t("breadcrumbs")} className="no-print">
      <ol className="flex flex-wrap items-center gap-x-1 text-xs text-muted">
        {items.map((item) => (
          <li key={item.href} className="flex items-center gap-1">
            <Link href={item.href} className="inline-flex min-h-6 items-center hover:text-foreground hover:underline">
              {item.label}
            </Link>
            <ChevronRight aria-hidden size={12} />
          </li>
        ))}
      </ol>
    </nav>
  );
}
