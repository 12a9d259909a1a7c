import { useTranslations } from "next-intl";
import { audienceRuleSchema } from "@/lib/domain/campaign/audience";

/** Whom a campaign is for, in words, one line a filter. */
export function AudienceWords({ rule, listName }: { readonly rule: unknown; readonly listName: string | null }) {
  const t = useTranslations("campaigns.audienceRule");
  const ui = useTranslations("ui");
  const parsed = audienceRuleSchema.safeParse(rule);
  if (!parsed.success) return t("unknown");
  const { branches, tags, languages, ageFrom, ageTo, products, kinds, notContactedSinceDays, customers } = parsed.data;
  const lines = [
    branches && t("branches", { list: branches.join(ui("listSeparator")) }), kinds && t("kinds", { list: kinds.join(ui("listSeparator")) }), products && t("products", { list: products.join(ui("listSeparator")) }),
    tags && t("tags", { list: tags.join(ui("listSeparator")) }), languages && t("languages", { list: languages.join(ui("listSeparator")) }),
    (ageFrom !== undefined || ageTo !== undefined) && t("age", { from: ageFrom ?? 0, to: ageTo ?? 130 }),
    notContactedSinceDays && t("notContacted", { days: notContactedSinceDays }), customers && t("customers", { count: customers.length }), listName && t("list", { name: listName }),
  ].filter((line): line is string => Boolean(line));
  if (lines.length === 0) return t("everybody");
  return <ul>{lines.map((line) => <li key={line}>{line}</li>)}</ul>;
}
