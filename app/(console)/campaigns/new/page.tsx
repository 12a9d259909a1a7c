import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { EMPTY_COMPOSER } from "@/lib/domain/campaign/composer";
import { requirePermission } from "@/lib/server/auth/session";
import { CampaignComposer } from "../_components/campaign-composer";
import { composerFacts } from "../_components/composer-facts";
import { createCampaignAction } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("campaigns.composer"))("newTitle") };
}

export default async function NewCampaignPage() {
  const actor = await requirePermission("campaign:write", "campaign:read", "template:read", "customer:read");
  const t = await getTranslations("campaigns.composer");
  return <CampaignComposer title={t("newTitle")} {...await composerFacts(actor)} initial={EMPTY_COMPOSER} save={createCampaignAction} />;
}
