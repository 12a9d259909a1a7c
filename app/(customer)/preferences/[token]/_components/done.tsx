import { getTranslations } from "next-intl/server";
import type { Effect } from "@/lib/domain/customer/preference-effects";
import { EffectList } from "../../../_components/effect-list";

const DONE = ["refused", "agreed", "saved"] as const;
type DoneWhat = (typeof DONE)[number];

export function isDone(said: unknown): said is DoneWhat {
  return (DONE as readonly unknown[]).includes(said);
}

/** Says in words what was done and what will happen now. */
export async function Done({ what, effects }: { readonly what: DoneWhat; readonly effects: readonly Effect[] }) {
  const t = await getTranslations("preferences.page.done");
  return (
    <div role="status" className="letter-done">
      <p><strong>{t(what)}</strong></p>
      {what === "refused" && <p>{t("refusedMore")}</p>}
      {what === "saved" && <EffectList effects={effects} />}
    </div>
  );
}
