import { getTranslations } from "next-intl/server";

/** What was wrong with what was sent, said before anything else; an unknown code says only that something was. */
export async function Problem({ code }: { readonly code: string | undefined }) {
  if (code === undefined) return null;
  const t = await getTranslations("preferences.page.problem");
  // A rule's code stands under its room: the last part names the words here.
  const key = code.slice(code.lastIndexOf(".") + 1);
  const known = key === "changed_since_read" ? "changed" : key;
  return (
    <div role="alert" className="letter-problem">
      <h2>{t("title")}</h2>
      <p>{known !== "title" && t.has(known as "changed") ? t(known as "changed") : t("invalid")}</p>
    </div>
  );
}
