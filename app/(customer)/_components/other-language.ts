import type { Language } from "@/lib/domain/shared/vocabulary";

/** The link to the same page in the other language; what was just done is not said again. */
export function otherLanguage(locale: string, path: string): { readonly languageHref: string; readonly languageTo: Language } {
  const languageTo: Language = locale === "en" ? "zh-CN" : "en";
  return { languageHref: `${path}?lang=${languageTo}`, languageTo };
}
