import type { Metadata, Route } from "next";
import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { hotlineFor } from "@/lib/server/preferences/hotline";
import { Letter } from "../../_components/letter";
import { otherLanguage } from "../../_components/other-language";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("preferences.page.gone"))("title") };
}

/** The one answer to every token that opens nothing: wrong, late, revoked, or of somebody who is gone. */
export default async function GonePage() {
  const [t, locale, hotline] = await Promise.all([getTranslations("preferences.page.gone"), getLocale(), hotlineFor(null)]);
  return (
    <Letter hotline={hotline} {...otherLanguage(locale, "/preferences/gone")}>
      <h1>{t("title")}</h1>
      <section>
        <p>{t("text")}</p>
        <p><Link href={"/preferences" as Route} prefetch={false}>{t("code")}</Link></p>
      </section>
    </Letter>
  );
}
