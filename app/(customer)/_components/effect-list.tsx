import { getTranslations } from "next-intl/server";
import { isWarning, type Effect } from "@/lib/domain/customer/preference-effects";
import { effectWords } from "@/lib/i18n/preference-words";

/** What will happen, one short sentence each. */
export async function EffectList({ effects }: { readonly effects: readonly Effect[] }) {
  const t = await getTranslations("preferences");
  return (
    <ul className="effects">
      {effects.map((effect) => <li key={effect.code} className={isWarning(effect) ? "is-warning" : undefined}>{effectWords(t, effect)}</li>)}
    </ul>
  );
}
