"use client";

import { I18nProvider, RouterProvider } from "@heroui/react/rac";
import { Toast } from "@heroui/react/toast";
import type { ReactNode } from "react";

type Props = { readonly locale: string; readonly navigate: (path: string) => void; readonly children: ReactNode };

/** The component library's own context: language, in-app navigation, toasts. */
export function LibraryProviders({ locale, navigate, children }: Props) {
  return (
    <I18nProvider locale={locale}>
      <RouterProvider navigate={navigate}>
        {children}
        <Toast.Provider placement="bottom end" />
      </RouterProvider>
    </I18nProvider>
  );
}
