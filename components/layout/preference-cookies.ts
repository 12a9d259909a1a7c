import type { Language } from "@/lib/domain/shared/vocabulary";
import { LOCALE_COOKIE } from "@/lib/i18n/locale";
import { THEME_COOKIE, type Theme } from "./theme";

// A choice of looks, not of rights: kept for a year, readable by scripts, never sent to another site.
const KEEP = "path=/; max-age=31536000; samesite=lax";

/** Remembers the language; the next rendering on the server follows it. */
export function rememberLocale(locale: Language): void {
  document.cookie = `${LOCALE_COOKIE}=${locale}; ${KEEP}`;
}

/** Remembers light or dark and shows it at once. */
export function rememberTheme(theme: Theme): void {
  document.cookie = `${THEME_COOKIE}=${theme}; ${KEEP}`;
  if (theme === "system") document.documentElement.removeAttribute("data-scheme");
  else document.documentElement.setAttribute("data-scheme", theme);
}
