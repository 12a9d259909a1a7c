import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { hotlineFor } from "@/lib/server/preferences/hotline";
import { Letter } from "../_components/letter";
import { otherLanguage } from "../_components/other-language";
import { Problem } from "../_components/problem";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("preferences.page.start"))("title") };
}

/** Asks for the phone; what comes next is the same whether or not anybody has it. */
export default async function StartPage({ searchParams }: PageProps<"/preferences">) {
  const [{ problem }, t, locale, hotline] = await Promise.all([searchParams, getTranslations("preferences.page.start"), getLocale(), hotlineFor(null)]);
  return (
    <Letter hotline={hotline} {...otherLanguage(locale, "/preferences")}>
      <h1>{t("title")}</h1>
      <Problem code={typeof problem === "string" ? problem : undefined} />
      <section>
        <p>{t("lead")}</p>
        <form method="post" action="/preferences/send">
          <label htmlFor="phone">{t("phone")}</label>
          <input id="phone" type="tel" name="phone" inputMode="tel" autoComplete="tel-national" maxLength={20} required />
          <button type="submit">{t("send")}</button>
        </form>
      </section>
      <section><p>{t("safe")}</p></section>
    </Letter>
  );
}
