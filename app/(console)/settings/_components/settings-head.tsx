import type { Route } from "next";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { PageHeader } from "@/components/layout/page-header";
import type { SettingsPart } from "./settings-parts";

/** The head of a part of the settings, with the way back to the overview. */
export function SettingsHead({ part, action }: { readonly part: SettingsPart; readonly action?: ReactNode }) {
  const t = useTranslations("settings");
  return (
    <PageHeader
      title={t(`${part}.title`)}
      description={t(`${part}.lead`)}
      breadcrumbs={[{ href: "/settings" as Route, label: t("title") }]}
      action={action}
    />
  );
}
