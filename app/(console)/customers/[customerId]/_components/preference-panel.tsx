import type { Route } from "next";
import { getTranslations } from "next-intl/server";
import { LinkButton } from "@/components/ui/link-button";
import { Panel } from "@/components/ui/panel";
import { effectsOf } from "@/lib/domain/customer/preference-effects";
import type { PreferencesView } from "@/lib/server/preferences/queries";
import { EffectLines } from "../preferences/_components/effect-lines";

/** What holds for a customer, in words; everything else about it is a page of its own. */
export async function PreferencePanel({ customerId, preferences }: { readonly customerId: string; readonly preferences: PreferencesView | null }) {
  const t = await getTranslations("preferences.console");
  return (
    <Panel title={t("title")} aside={<LinkButton size="sm" variant="ghost" href={`/customers/${customerId}/preferences` as Route}>{t("open")}</LinkButton>}>
      {preferences !== null && <EffectLines effects={effectsOf(preferences.state, preferences.offers)} />}
    </Panel>
  );
}
