import { ChevronLeft, ChevronRight } from "lucide-react";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { LinkButton } from "./link-button";

type Props = {
  readonly previousHref?: Route | null | undefined;
  readonly nextHref?: Route | null | undefined;
  readonly note?: ReactNode;
};

/** Earlier and later pages of a list that is read by key, so there are no page numbers. */
export function Pagination({ previousHref, nextHref, note }: Props) {
  const t = useTranslations("ui");
  if (!previousHref && !nextHref && note === undefined) return null;
  return (
    <nav aria-label={t("pages")} className="no-print flex flex-wrap items-center justify-between gap-3">
      <span className="text-sm text-muted">{note}</span>
      <span className="flex gap-2">
        {previousHref && (
          <LinkButton href={previousHref} size="sm" icon={<ChevronLeft aria-hidden />}>
            {t("previousPage")}
          </LinkButton>
        )}
        {nextHref && (
          <LinkButton href={nextHref} size="sm">
            {t("nextPage")}
            <ChevronRight aria-hidden />
          </LinkButton>
        )}
      </span>
    </nav>
  );
}
