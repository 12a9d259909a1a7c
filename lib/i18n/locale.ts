import { LANGUAGES, type Language } from "@/lib/domain/shared/vocabulary";

export const LOCALE_COOKIE = "hongyan_locale";
export const DEFAULT_LOCALE: Language = "zh-CN";
/** The bank's zone where nothing else was set. */
export const BANK_ZONE_DEFAULT = "Asia/Shanghai";

type Wish = { readonly language: string; readonly weight: number };

function readWish(part: string): Wish {
  const [tag = "", ...parameters] = part.trim().toLowerCase().split(";");
  const quality = parameters.map((parameter) => /^\s*q=([\d.]+)/.exec(parameter)?.[1]).find((q) => q !== undefined);
  return { language: tag.split("-")[0] ?? "", weight: quality === undefined ? 1 : Number(quality) };
}

/** The language of a request: what the person chose, else what the browser asks for first among ours, else Chinese. */
export function chooseLocale(cookie: string | undefined, acceptLanguage: string | null): Language {
  const chosen = LANGUAGES.find((language) => language === cookie);
  if (chosen) return chosen;
  const wishes = (acceptLanguage ?? "")
    .split(",")
    .map(readWish)
    .filter((wish) => wish.weight > 0);
  wishes.sort((a, b) => b.weight - a.weight);
  for (const wish of wishes) {
    const language = LANGUAGES.find((candidate) => candidate.split("-")[0] === wish.language);
    if (language) return language;
  }
  return DEFAULT_LOCALE;
}
