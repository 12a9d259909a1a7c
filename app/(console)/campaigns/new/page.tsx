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

export default async function NewCampaignPage({ searchParams }: PageProps<"/campaigns/new">) {
  const actor = await requirePermission("campaign:write", "campaign:read", "template:read", "customer:read");
  const [t, facts, { list }] = await Promise.all([getTranslations("campaigns.composer"), composerFacts(actor), searchParams]);
  const listId = facts.lists.find((known) => known.id === list)?.id ?? "";
  return <CampaignComposer title={t("newTitle")} {...facts} initial={{ ...EMPTY_COMPOSER, listId }} save={createCampaignAction} />;
}
