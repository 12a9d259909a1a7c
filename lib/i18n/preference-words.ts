import type { Effect } from "@/lib/domain/customer/preference-effects";
import { formatMinute } from "./format";

type Translate = (key: string, values?: Record<string, string | number>) => string;

/** One effect as a sentence; `words` are those of the room `preferences`. */
export function effectWords(words: unknown, effect: Effect): string {
  // next-intl types its keys one by one; the code of an effect is one of them by the type of its domain.
  const t = words as Translate;
  const { code, channels, purposes, from, to, yuan, language } = effect;
  const values: Record<string, string | number> = {};
  if (channels) values.channels = channels.map((channel) => t(`by.${channel}`)).join(t("then"));
  if (purposes) values.purposes = purposes.map((purpose) => t(`purpose.${purpose}`)).join(t("and"));
  if (from !== undefined && to !== undefined) Object.assign(values, { from: formatMinute(from), to: formatMinute(to) });
  if (yuan !== undefined) values.yuan = yuan;
  if (language) values.language = t(`languageName.${language}`);
  return t(`effect.${code}`, values);
}
