import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { getLocale, getTimeZone, getTranslations } from "next-intl/server";
import { effectsOf } from "@/lib/domain/customer/preference-effects";
import type { Language } from "@/lib/domain/shared/vocabulary";
import { formatInstant } from "@/lib/i18n/format";
import { bankName } from "@/lib/server/bank-name";
import { openPage } from "@/lib/server/preferences/open";
import { addressKey } from "@/lib/server/public-form";
import { EffectList } from "../../_components/effect-list";
import { Letter } from "../../_components/letter";
import { otherLanguage } from "../../_components/other-language";
import { Problem } from "../../_components/problem";
import { Done, isDone } from "./_components/done";
import { Offers } from "./_components/offers";
import { Others } from "./_components/others";
import { SettingsForm } from "./_components/settings-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("preferences.page"))("title") };
}

/** A customer's own page: opened by whoever holds its link, shows a masked name and number, works without scripts. */
export default async function OwnPage({ params, searchParams }: PageProps<"/preferences/[token]">) {
  const [{ token }, sent] = await Promise.all([params, headers()]);
  const page = await openPage(token, addressKey(sent), sent.get("x-request-id"));
  if (!page) redirect("/preferences/gone");
  const [{ done, problem }, t, locale, timeZone] = await Promise.all([searchParams, getTranslations("preferences.page"), getLocale(), getTimeZone()]);
  const effects = effectsOf(page.state, page.offers);
  const wording = page.wording.texts?.[locale as Language] ?? t("offers.wording", { bank: bankName() });
  return (
    <Letter hotline={page.hotline} {...otherLanguage(locale, `/preferences/${token}`)}>
      <h1>{t("title")}</h1>
      <p>{t("who", { name: page.name, number: page.number })}</p>
      <p className="quiet">{t("whoNote")} {t("until", { at: formatInstant(page.expiresAt, locale as Language, timeZone) })}</p>
      <Problem code={typeof problem === "string" ? problem : undefined} />
      {isDone(done) && <Done what={done} effects={effects} />}
      <Offers token={token} page={page} wording={wording} />
      {done !== "saved" && <section><h2>{t("now")}</h2><EffectList effects={effects} /></section>}
      <SettingsForm token={token} page={page} />
      <Others token={token} others={page.others} />
    </Letter>
  );
}
