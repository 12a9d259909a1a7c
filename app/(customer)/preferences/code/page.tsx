import type { Metadata, Route } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { isUuid } from "@/lib/domain/shared/uuid";
import { hotlineFor } from "@/lib/server/preferences/hotline";
import { Letter } from "../../_components/letter";
import { otherLanguage } from "../../_components/other-language";
import { Problem } from "../../_components/problem";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("preferences.page.code"))("title") };
}

/** Takes the code from the text; `for` names the asking and opens nothing by itself. */
export default async function CodePage({ searchParams }: PageProps<"/preferences/code">) {
  const { for: asking, problem } = await searchParams;
  if (typeof asking !== "string" || !isUuid(asking)) redirect("/preferences");
  const [t, start, locale, hotline] = await Promise.all([getTranslations("preferences.page.code"), getTranslations("preferences.page.start"), getLocale(), hotlineFor(null)]);
  const { languageHref, languageTo } = otherLanguage(locale, "/preferences/code");
  return (
    <Letter hotline={hotline} languageHref={`${languageHref}&for=${asking}`} languageTo={languageTo}>
      <h1>{t("title")}</h1>
      <Problem code={typeof problem === "string" ? problem : undefined} />
      <section>
        <p>{t("lead")}</p>
        <form method="post" action="/preferences/enter">
          <input type="hidden" name="for" value={asking} />
          <label htmlFor="code">{t("label")}</label>
          <input id="code" type="text" name="code" className="digits" inputMode="numeric" autoComplete="one-time-code" pattern="[0-9]{6}" maxLength={6} required />
          <button type="submit">{t("open")}</button>
        </form>
      </section>
      <section>
        <p><Link href={"/preferences" as Route} prefetch={false}>{t("again")}</Link></p>
        <p>{start("safe")}</p>
      </section>
    </Letter>
  );
}
