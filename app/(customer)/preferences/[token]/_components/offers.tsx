import { getTranslations } from "next-intl/server";
import type { Channel } from "@/lib/domain/shared/vocabulary";
import type { CustomerPage } from "@/lib/server/preferences/open";

type Props = { readonly token: string; readonly page: CustomerPage; readonly wording: string };

/** Offers first: one tap stops them all; coming back takes a yes to the words shown. */
export async function Offers({ token, page, wording }: Props) {
  const t = await getTranslations("preferences");
  const { state, channels, notRefused } = page.offers;
  const by = (channel: Channel) => t(`by.${channel}`);
  const offered: readonly Channel[] = ["sms", ...(page.hasEmail ? (["email"] as const) : [])];
  return (
    <section>
      <h2>{t("page.offers.title")}</h2>
      <p>{t(`page.offers.${state}`, { channels: channels.map(by).join(t("and")) })}</p>
      {notRefused.length > 0 && (
        <form method="post" action={`/preferences/${token}/refuse`}>
          <button type="submit" className="stop">{t("page.offers.stop")}</button>
          <p className="quiet">{t("page.offers.stopNote")}</p>
        </form>
      )}
      {state !== "given" && (
        <details>
          <summary>{t("page.offers.back")}</summary>
          <form method="post" action={`/preferences/${token}/agree`}>
            <input type="hidden" name="wording" value={page.wording.version} />
            <p>{t("page.offers.backLead")}</p>
            <blockquote>{wording}</blockquote>
            <fieldset>
              <legend>{t("page.offers.backBy")}</legend>
              {offered.map((channel) => (
                <label key={channel} className="tick"><input type="checkbox" name={channel} value="yes" /><span>{t(`channel.${channel}`)}</span></label>
              ))}
            </fieldset>
            <button type="submit" className="plain">{t("page.offers.agree")}</button>
          </form>
        </details>
      )}
    </section>
  );
}
