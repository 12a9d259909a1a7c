import { getLocale, getTimeZone, getTranslations } from "next-intl/server";
import { DefinitionList } from "@/components/ui/definition-list";
import { Panel } from "@/components/ui/panel";
import type { Authorized } from "@/lib/domain/access/permissions";
import type { Language } from "@/lib/domain/shared/vocabulary";
import { formatInstant, formatMoney } from "@/lib/i18n/format";
import { getCampaign } from "@/lib/server/campaigns/queries";
import type { KeptDryRun } from "@/lib/server/campaigns/readiness";
import { AudienceWords } from "./audience-words";
import { DryRunPanel } from "./dry-run-panel";
import { SamplesPanel } from "./samples-panel";

/** A campaign as its reviewer sees it: text, audience in words, the rehearsal, real samples, window and route. */
export async function CampaignReviewSummary({ actor, campaignId }: { readonly actor: Authorized<"campaign:read">; readonly campaignId: string }) {
  const campaign = await getCampaign(actor, campaignId);
  if (!campaign) return null;
  const t = await getTranslations("campaigns");
  const locale = (await getLocale()) as Language;
  const zone = await getTimeZone();
  const report = campaign.dryRun as KeptDryRun | null;
  return (
    <div className="flex flex-col gap-4">
      <Panel title={t("what")}>
        <DefinitionList
          items={[
            { term: t("template"), value: `${campaign.templateVersion.template.name} · v${campaign.templateVersion.number}` },
            { term: t("text"), value: <span className="whitespace-pre-wrap">【{campaign.templateVersion.signature.text}】{campaign.templateVersion.text}</span> },
            ...(campaign.templateVersion.elderText === null ? [] : [{ term: t("elderText"), value: <span className="whitespace-pre-wrap">【{campaign.templateVersion.signature.text}】{campaign.templateVersion.elderText}</span> }]),
            ...(campaign.family === null ? [] : [{ term: t("family"), value: campaign.family }]),
            { term: t("audience"), value: <AudienceWords rule={campaign.audienceRule} listName={campaign.list?.name ?? null} /> },
            ...(campaign.usesScore ? [{ term: t("score"), value: campaign.assessment === null ? t("scoreUnassessed") : t("scoreAssessed", { number: campaign.assessment }) }] : []),
            { term: t("start"), value: campaign.startAt ? formatInstant(campaign.startAt, locale, zone) : t("startByHand") },
            { term: t("speed"), value: campaign.speedLimit ? t("speedValue", { count: campaign.speedLimit }) : t("speedFree") },
            { term: t("budget"), value: campaign.budgetMicros === null ? t("budgetFree") : formatMoney(campaign.budgetMicros, locale) },
          ]}
        />
      </Panel>
      {report && <DryRunPanel report={report} />}
      {campaign.frozenCount !== null && <SamplesPanel actor={actor} campaign={campaign} after={undefined} />}
    </div>
  );
}
