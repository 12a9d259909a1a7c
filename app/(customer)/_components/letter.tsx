import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Logo } from "@/components/layout/logo";
import { bankName } from "@/lib/server/bank-name";

type Props = { readonly hotline: string | null; readonly languageHref: string; readonly languageTo: string; readonly children: ReactNode };

/** The frame of every customer page: the bank, the hotline that stays in sight, the other language. */
export async function Letter({ hotline, languageHref, languageTo, children }: Props) {
  const t = await getTranslations("preferences.page");
  return (
    <>
      <header className="letter-head">
        <div>
          <span className="letter-bank"><Logo size={32} />{bankName()}</span>
          {/* A link that works without scripts: proxy.ts keeps the choice and comes back here. */}
          <a className="letter-switch" href={languageHref} lang={languageTo} hrefLang={languageTo} aria-label={t("switchLabel")}>{t("switch")}</a>
          <p className="letter-hotline">
            {hotline === null ? t("noHotline") : <>{t("help")} <a href={`tel:${hotline}`}>{hotline}</a></>}
          </p>
        </div>
      </header>
      <main>{children}</main>
    </>
  );
}
