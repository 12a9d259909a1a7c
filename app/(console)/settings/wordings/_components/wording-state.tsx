import { useTranslations } from "next-intl";
import { Chip, type ChipTone } from "@/components/ui/chip";
import type { WordingState as State } from "@/lib/domain/consent/wording";

const TONES: Readonly<Record<State, ChipTone>> = { draft: "accent", published: "success", retired: "neutral" };

/** How far words have come: draft, published, retired. */
export function WordingState({ state }: { readonly state: string }) {
  const t = useTranslations("wordings.stateName");
  return <Chip tone={TONES[state as State]}>{t(state as State)}</Chip>;
}
