"use client";

import { LogOut, Moon, Sun } from "lucide-react";
import { useRouter } from "next/navigation";
import { signOut } from "next-auth/react";
import { useLocale, useTranslations } from "next-intl";
import { THEME_COOKIE } from "@/components/layout/theme";
import { Button } from "@/components/ui/button";
import { LOCALE_COOKIE } from "@/lib/i18n/locale";

const YEAR_SECONDS = 365 * 24 * 3600;

function keep(name: string, value: string) {
  document.cookie = `${name}=${value}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
}

/** Who is signed in, language, light or dark, and the way out. */
export function PersonBar({ name, branch, isDark }: { readonly name: string; readonly branch: string; readonly isDark: boolean }) {
  const t = useTranslations("console");
  const locale = useLocale();
  const router = useRouter();
  const choose = (cookie: string, value: string) => {
    keep(cookie, value);
    router.refresh();
  };
  return (
    <div className="flex items-center gap-1">
      <span className="mr-2 hidden text-sm sm:inline"><span className="font-medium">{name}</span> <span className="text-muted">{branch}</span></span>
      <Button variant="ghost" size="sm" onPress={() => choose(LOCALE_COOKIE, locale === "en" ? "zh-CN" : "en")}>{t("otherLanguage")}</Button>
      <Button variant="ghost" size="sm" label={t(isDark ? "light" : "dark")} icon={isDark ? <Sun aria-hidden size={16} /> : <Moon aria-hidden size={16} />} onPress={() => choose(THEME_COOKIE, isDark ? "light" : "dark")} />
      <Button variant="ghost" size="sm" label={t("signOut")} icon={<LogOut aria-hidden size={16} />} onPress={() => void signOut({ callbackUrl: "/sign-in" })} />
    </div>
  );
}
