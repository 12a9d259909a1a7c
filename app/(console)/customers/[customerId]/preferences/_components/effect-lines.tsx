import { TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { isWarning, type Effect } from "@/lib/domain/customer/preference-effects";
import { effectWords } from "@/lib/i18n/preference-words";

/** Effects of choices, one line each; what may cost the customer something stands out. */
export function EffectLines({ effects }: { readonly effects: readonly Effect[] }) {
  const t = useTranslations("preferences");
  return (
    <ul className="flex flex-col gap-1.5 text-sm">
      {effects.map((effect) => (
        <li key={effect.code} className={isWarning(effect) ? "flex gap-1.5 font-medium text-warning" : "border-l-2 border-line pl-2"}>
          {isWarning(effect) && <TriangleAlert aria-hidden size={16} className="mt-0.5 shrink-0" />}
          <span>{effectWords(t, effect)}</span>
        </li>
      ))}
    </ul>
  );
}
