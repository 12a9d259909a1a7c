"use client";

import { I18nProvider, RouterProvider } from "@heroui/react/rac";
import { Toast } from "@heroui/react/toast";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";

type Props = { readonly locale: string; readonly navigate: (path: string) => void; readonly children: ReactNode };

/** The component library's own context: language, in-app navigation, toasts. */
export function LibraryProviders({ locale, navigate, children }: Props) {
  const t = useTranslations("ui");
  return (
    <I18nProvider locale={locale}>
      <RouterProvider navigate={navigate}>
        {children}
        <Toast.Provider placement="bottom end" aria-label={t("notifications")} />
      </RouterProvider>
    </I18nProvider>
  );
}
