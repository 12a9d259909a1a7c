import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { audienceRuleSchema } from "@/lib/domain/campaign/audience";
import { toComposerValues } from "@/lib/domain/campaign/composer";
import { possibleEvents } from "@/lib/domain/campaign/lifecycle";
import { microsToYuan } from "@/lib/domain/campaign/money";
import { valueSourcesSchema, type CreateCampaign } from "@/lib/domain/campaign/schema";
import { requirePermission } from "@/lib/server/auth/session";
import { getCampaign } from "@/lib/server/campaigns/queries";
import { CampaignComposer } from "../../_components/campaign-composer";
import { composerFacts } from "../../_components/composer-facts";
import { updateCampaignAction } from "../../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("campaigns.composer"))("editTitle") };
}

export default async function EditCampaignPage({ params }: PageProps<"/campaigns/[campaignId]/edit">) {
  const actor = await requirePermission("campaign:write", "campaign:read", "template:read", "customer:read");
  const { campaignId } = await params;
  const campaign = await getCampaign(actor, campaignId);
  if (!campaign) notFound();
  if (!possibleEvents(campaign.state).includes("edit")) redirect(`/campaigns/${campaignId}`);
  const t = await getTranslations("campaigns.composer");
  const { lockVersion } = campaign;
  async function save(input: CreateCampaign) {
    "use server";
    const result = await updateCampaignAction({ ...input, campaignId, lockVersion });
    return result.ok ? { ok: true as const, value: {} } : result;
  }
  return (
    <CampaignComposer
      title={t("editTitle")} campaignId={campaignId} save={save} {...await composerFacts(actor)}
      initial={toComposerValues({
        name: campaign.name, templateVersionId: campaign.templateVersionId, audience: audienceRuleSchema.parse(campaign.audienceRule), bindings: valueSourcesSchema.parse(campaign.bindings),
        startAt: campaign.startAt, speedLimit: campaign.speedLimit, budgetYuan: campaign.budgetMicros === null ? null : microsToYuan(campaign.budgetMicros),
        family: campaign.family, usesScore: campaign.usesScore, assessment: campaign.assessment,
      })}
    />
  );
}
