import { LANGUAGES, type Language } from "@/lib/domain/shared/vocabulary";

/** The language that an Accept-Language header (RFC 9110 §12.5.4) asks for; Chinese where it asks for none that we speak. */
export function acceptedLanguage(header: string | null): Language {
  let best: { readonly language: Language; readonly weight: number } | undefined;
  for (const part of (header ?? "").split(",")) {
    const [range = "", ...parameters] = part.trim().toLowerCase().split(";");
    const quality = parameters
      .map((text) => /^\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*$/.exec(text)?.[1])
      .find((found) => found !== undefined);
    const weight = quality === undefined ? 1 : Number(quality);
    const language = LANGUAGES.find((known) => range.split("-")[0] === known.toLowerCase().split("-")[0]);
    if (language && weight > (best?.weight ?? 0)) best = { language, weight };
  }
  return best?.language ?? "zh-CN";
}
