import type { Route } from "next";
import Form from "next/form";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";

type Props = {
  /** The list's own address: filters go into its query, so that a view can be linked and kept. */
  readonly action: string;
  readonly children: ReactNode;
  /** Whether a filter is set, so that clearing makes sense. */
  readonly isFiltered?: boolean;
};

/** Filters of a list: a GET form of NativeSelects and text inputs that works before scripts have loaded. */
export function FilterBar({ action, children, isFiltered = false }: Props) {
  const t = useTranslations("ui.filters");
  return (
    <search aria-label={t("label")} className="no-print mb-3">
      <Form action={action as Route} className="flex flex-wrap items-end gap-2">
        {children}
        <Button type="submit">{t("apply")}</Button>
        {isFiltered && (
          <Link href={action as Route} className="prose-link inline-flex h-9 items-center px-1">
            {t("clear")}
          </Link>
        )}
      </Form>
    </search>
  );
}
