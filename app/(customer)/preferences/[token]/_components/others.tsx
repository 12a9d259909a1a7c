import { getTranslations } from "next-intl/server";
import type { CustomerPage } from "@/lib/server/preferences/open";

type Props = { readonly token: string; readonly others: CustomerPage["others"] };

/** A family shares a phone: whoever proved to hold it may open each one's page. */
export async function Others({ token, others }: Props) {
  if (others.length === 0) return null;
  const t = await getTranslations("preferences.page.others");
  return (
    <section>
      <h2>{t("title")}</h2>
      {others.map(({ id, name, number }) => (
        <form key={id} method="post" action={`/preferences/${token}/other`}>
          <input type="hidden" name="customer" value={id} />
          <button type="submit" className="plain">{t("open", { name, number })}</button>
        </form>
      ))}
    </section>
  );
}
