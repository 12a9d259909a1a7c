import { Menu, Search } from "lucide-react";
import { cookies } from "next/headers";
import Image from "next/image";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { readTheme, THEME_COOKIE } from "@/components/layout/theme";
import { can } from "@/lib/domain/access/permissions";
import { getSignedIn } from "@/lib/server/auth/session";
import { isDemo } from "@/lib/server/env";
import { ConsoleNav } from "./_components/console-nav";
import { NAVIGATION } from "./_components/navigation";
import { PersonBar } from "./_components/person-bar";
import { ShortcutKeys } from "./_components/shortcut-keys";

/** Draws the frame only: each page checks its own permission. */
export default async function ConsoleLayout({ children }: { readonly children: ReactNode }) {
  const signedIn = await getSignedIn();
  if (!signedIn) return children;
  const t = await getTranslations("console");
  const { actor } = signedIn;
  const groups = NAVIGATION.map((group) => ({
    key: group.key,
    label: t(`group.${group.key}`),
    items: group.items
      .filter((item) => can(actor, item.permission) && (!item.demoOnly || isDemo()))
      .map((item) => ({ key: item.key, href: item.href, label: t(`nav.${item.key}` as Parameters<typeof t>[0]) })),
  })).filter((group) => group.items.length > 0);
  const branch = (await getLocale()) === "en" ? signedIn.branchNameEn : signedIn.branchName;
  const theme = readTheme((await cookies()).get(THEME_COOKIE)?.value);
  const nav = <ConsoleNav groups={groups} label={t("places")} />;
  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[13rem_1fr]">
      <a href="#content" className="skip-link">{t("skip")}</a>
      <aside className="no-print sticky top-0 hidden h-dvh flex-col gap-5 overflow-y-auto border-r border-line px-2 py-4 lg:flex">
        <span className="flex items-center gap-2 px-3 text-lg font-semibold"><Image src="/icon.svg" alt="" width={26} height={26} unoptimized />{t("product")}</span>
        {nav}
      </aside>
      <div className="min-w-0">
        <header className="console-bar no-print sticky top-0 z-20 flex h-12 items-center justify-between gap-2 border-b border-line bg-background px-3 sm:px-5">
          <div className="flex items-center gap-2">
            <details className="relative lg:hidden">
              <summary className="flex size-9 cursor-pointer list-none items-center justify-center rounded-md" aria-label={t("menu")}><Menu aria-hidden size={20} /></summary>
              <div className="panel absolute left-0 z-30 w-56 p-2 shadow-lg">{nav}</div>
            </details>
            {can(actor, "customer:read") && (
              <form action="/customers" role="search" className="flex items-center gap-2">
                <Search aria-hidden size={16} className="hidden text-muted sm:block" />
                <input id="console-search" name="q" type="search" aria-label={t("search")} placeholder={t("searchHint")} className="native-field w-32 sm:w-64" />
              </form>
            )}
          </div>
          <PersonBar name={actor.name} branch={branch} isDark={theme === "dark"} />
        </header>
        <main id="content" className="mx-auto max-w-[90rem] px-3 py-5 sm:px-5">{children}</main>
      </div>
      <ShortcutKeys places={groups.flatMap((group) => group.items)} />
    </div>
  );
}
