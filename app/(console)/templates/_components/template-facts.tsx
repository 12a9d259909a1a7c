import { useLocale, useTranslations } from "next-intl";
import { DefinitionList } from "@/components/ui/definition-list";
import { ExactInstant } from "@/components/ui/instant";
import type { TemplateDetail, VersionView } from "@/lib/server/templates/queries";

/** What holds for all versions of a template, and how far its signature is filed with the carriers. */
export function TemplateFacts({
  template,
  signature,
}: {
  readonly template: TemplateDetail;
  readonly signature: VersionView["signature"] | null;
}) {
  const t = useTranslations("templates");
  const purposes = useTranslations("purpose");
  const locale = useLocale();
  const filings = signature?.filings ?? [];
  return (
    <DefinitionList
      items={[
        { term: t("detail.key"), value: <code className="break-all">{template.key}</code> },
        { term: t("detail.purpose"), value: purposes(template.purpose) },
        { term: t("composer.channel"), value: t(`channel.${template.channel === "voice" ? "voice" : "sms"}`) },
        { term: t("composer.use"), value: t(`use.${template.use}`) },
        ...(template.asksFor ? [{ term: t("composer.asksFor"), value: purposes(template.asksFor) }] : []),
        ...(template.productRisk
          ? [{ term: t("composer.productRisk"), value: t(`risk.${template.productRisk as 1}`) }]
          : []),
        { term: t("detail.language"), value: t(`language.${template.language}`) },
        { term: t("detail.branch"), value: locale === "en" ? template.branch.nameEn : template.branch.name },
        {
          term: t("detail.created"),
          value: (
            <>
              {template.createdByName} · <ExactInstant at={template.createdAt} />
            </>
          ),
        },
        ...(signature ? [{ term: t("detail.signature"), value: `【${signature.text}】` }] : []),
        ...(filings.length > 0
          ? [
              {
                term: t("detail.filing"),
                value: (
                  <ul>
                    {filings.map((filing) => (
                      <li key={filing.carrier}>
                        {t(`carrier.${filing.carrier as "mobile"}`)}: {t(`filingState.${filing.state as "filed"}`)}
                      </li>
                    ))}
                  </ul>
                ),
              },
            ]
          : []),
      ]}
    />
  );
}
