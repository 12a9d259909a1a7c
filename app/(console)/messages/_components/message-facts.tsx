import type { Route } from "next";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { DefinitionList } from "@/components/ui/definition-list";
import { ExactInstant } from "@/components/ui/instant";
import { formatMoney } from "@/lib/i18n/format";
import type { MessageView } from "@/lib/server/messages/get-message";

/** To whom, from which text and campaign, when, in how many segments and for how much. */
export function MessageFacts({ message }: { readonly message: MessageView }) {
  const t = useTranslations("messages.fact");
  const purposes = useTranslations("purpose");
  const locale = useLocale();
  const { customer, version, campaign, branch } = message;
  const template = version?.template;
  return (
    <DefinitionList
      items={[
        {
          term: t("customer"),
          value: (
            <Link href={`/customers/${customer.id}` as Route} className="prose-link">
              {customer.number === null ? customer.nameMasked : t("customerNumber", { name: customer.nameMasked, number: customer.number })}
            </Link>
          ),
        },
        { term: t("phone"), value: message.phoneMasked || t("none") },
        { term: t("purpose"), value: purposes(message.purpose) },
        {
          term: t("template"),
          value: template ? (
            <Link href={`/templates/${template.id}` as Route} className="prose-link">
              {t("templateVersion", { name: template.name, number: version.number })}
            </Link>
          ) : (
            t("none")
          ),
        },
        {
          term: t("campaign"),
          value: campaign ? (
            <Link href={`/campaigns/${campaign.id}` as Route} className="prose-link">
              {campaign.name}
            </Link>
          ) : (
            t(message.apiKeyId === null ? "single" : "api")
          ),
        },
        { term: t("branch"), value: branch === null ? t("none") : locale === "en" ? branch.nameEn : branch.name },
        { term: t("created"), value: <ExactInstant at={message.createdAt} withSeconds /> },
        { term: t("final"), value: message.finalAt ? <ExactInstant at={message.finalAt} withSeconds /> : t("notYet") },
        { term: t("segments"), value: t("segmentCounts", { segments: message.segments, billed: message.billingSegments }) },
        { term: t("cost"), value: formatMoney(message.costMicros, locale) },
      ]}
    />
  );
}
