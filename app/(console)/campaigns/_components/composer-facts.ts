import "server-only";
import { getLocale, getTranslations } from "next-intl/server";
import type { Authorized } from "@/lib/domain/access/permissions";
import type { Language, Purpose } from "@/lib/domain/shared/vocabulary";
import { formatCount } from "@/lib/i18n/format";
import { listAudienceLists } from "@/lib/server/audience-lists/queries";
import { familiesInUse } from "@/lib/server/campaigns/queries";
import { customerFacets } from "@/lib/server/customers/queries";
import { listUsableVersions } from "@/lib/server/templates/queries";

/** What the composer offers: approved versions, branches of the subtree, and the values in use for each filter. */
export async function composerFacts(actor: Authorized<"template:read" | "customer:read" | "campaign:write">) {
  const [versions, facets, lists, families, locale, channels] = await Promise.all([listUsableVersions(actor), customerFacets(actor), listAudienceLists(actor), familiesInUse(actor), getLocale(), getTranslations("templates.channel")]);
  return {
    versions: versions.map((version) => ({
      id: version.id, label: `${version.template.name} · v${version.number}${version.template.channel === "voice" ? ` · ${channels("voice")}` : ""}`, purpose: version.template.purpose as Purpose, language: version.template.language as Language,
      signature: version.signature.text, text: version.text, elderText: version.elderText, variables: version.variables,
    })),
    branches: facets.branches.map((branch) => ({ value: branch.code, label: `${branch.code} ${locale === "en" ? branch.nameEn : branch.name}` })),
    lists: lists.map((list) => ({ id: list.id, label: `${list.name} (${formatCount(list.rows - list.refused, locale as Language)})`, columns: list.columns })),
    kinds: facets.kinds, products: facets.products, tags: facets.tags, families,
  };
}
