import { LANGUAGES, type Language } from "@/lib/domain/shared/vocabulary";

export const LOCALE_COOKIE = "hongyan_locale";
export const DEFAULT_LOCALE: Language = "zh-CN";

/** The language of a request: what the person chose, else what the browser asks for, else Chinese. */
export function chooseLocale(cookie: string | undefined, acceptLanguage: string | null): Language {
  const chosen = LANGUAGES.find((language) => language === cookie);
  if (chosen) return chosen;
  const first = (acceptLanguage ?? "").split(",")[0]?.trim().toLowerCase() ?? "";
  return first.startsWith("en") ? "en" : DEFAULT_LOCALE;
}
