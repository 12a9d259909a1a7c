"use client";

import { useRouter } from "next/navigation";
import type { Route } from "next";
import type { ReactNode } from "react";
import { LibraryProviders } from "@/components/ui/library-providers";

/** What every page needs around it in the browser: language and links of the component library, and toasts. */
export function AppProviders({ locale, children }: { readonly locale: string; readonly children: ReactNode }) {
  const router = useRouter();
  return (
    <LibraryProviders locale={locale} navigate={(path) => router.push(path as Route)}>
      {children}
    </LibraryProviders>
  );
}
