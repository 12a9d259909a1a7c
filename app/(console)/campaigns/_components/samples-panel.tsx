import type { Route } from "next";
import { getTranslations } from "next-intl/server";
import { LinkButton } from "@/components/ui/link-button";
import { Panel } from "@/components/ui/panel";
import type { Authorized } from "@/lib/domain/access/permissions";
import { audienceRuleSchema } from "@/lib/domain/campaign/audience";
import { valueSourcesSchema } from "@/lib/domain/campaign/schema";
import { now } from "@/lib/server/clock";
import type { CampaignDetail } from "@/lib/server/campaigns/queries";
import { sampleRenderings } from "@/lib/server/pipeline/dry-run";

const A_PAGE = 5;

/** Real renderings for real recipients, masked, row by row. */
export async function SamplesPanel({ actor, campaign, after }: { readonly actor: Authorized<"campaign:read">; readonly campaign: CampaignDetail; readonly after: string | undefined }) {
  const t = await getTranslations("campaigns.samples");
  const reason = await getTranslations("message.reason");
  const samples = await sampleRenderings(
    actor,
    {
      templateVersionId: campaign.templateVersionId, audience: audienceRuleSchema.parse(campaign.audienceRule), bindings: valueSourcesSchema.parse(campaign.bindings),
      providerAccountId: campaign.providerAccountId, branchPath: campaign.branchPath, listId: campaign.listId, campaignId: campaign.id,
      family: campaign.family, usesScore: campaign.usesScore, assessment: campaign.assessment,
      // What will be true when it starts, as the rehearsal reckons, not at the hour of looking.
      ...(campaign.startAt && campaign.startAt > now() ? { at: campaign.startAt } : {}),
    },
    { take: A_PAGE, ...(after ? { after } : {}) },
  );
  if (!samples.ok) return null;
  const { rows, next } = samples.value;
  const outcome = (row: (typeof rows)[number]) => {
    if (row.outcome === "send") return t("send");
    const why = row.reason && reason.has(row.reason as "consent") ? reason(row.reason as "consent") : (row.reason ?? "");
    return row.outcome === "wait" ? t("wait", { why }) : t("withhold", { why });
  };
  return (
    <Panel title={t("title")} aside={next && <LinkButton size="sm" href={`/campaigns/${campaign.id}?after=${next}` as Route}>{t("more")}</LinkButton>}>
      <ul className="flex flex-col divide-y divide-line">
        {rows.map((row) => (
          <li key={row.customerId} className="flex flex-col gap-0.5 py-2 first:pt-0">
            <span className="flex flex-wrap justify-between gap-2 text-xs text-muted"><span>{row.nameMasked} {row.phoneMasked} · {row.number}</span><span>{outcome(row)}</span></span>
            {row.text && <span className="break-words">{row.text}</span>}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
