import type { Metadata, Route } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getLocale, getTimeZone, getTranslations } from "next-intl/server";
import { Callout } from "@/components/ui/callout";
import { DefinitionList } from "@/components/ui/definition-list";
import { LinkButton } from "@/components/ui/link-button";
import { Panel } from "@/components/ui/panel";
import { can, grant } from "@/lib/domain/access/permissions";
import { hasEnded } from "@/lib/domain/campaign/progress";
import type { Language } from "@/lib/domain/shared/vocabulary";
import { formatInstant, formatMoney } from "@/lib/i18n/format";
import { requirePermission } from "@/lib/server/auth/session";
import { getCampaign } from "@/lib/server/campaigns/queries";
import { campaignReadiness, type KeptDryRun } from "@/lib/server/campaigns/readiness";
import { now } from "@/lib/server/clock";
import { AudienceWords } from "../_components/audience-words";
import { CampaignControls } from "../_components/campaign-controls";
import { DryRunPanel } from "../_components/dry-run-panel";
import { ExportFailed } from "../_components/export-failed";
import { LiveProgress } from "../_components/live-progress";
import { ReadinessList } from "../_components/readiness-list";
import { SamplesPanel } from "../_components/samples-panel";
import { CampaignStateBadge } from "@/components/message/state-badge";
import {
  cancelCampaignAction, pauseCampaignAction, prepareCampaignAction, resumeCampaignAction, scheduleCampaignAction, startCampaignAction, submitCampaignAction, withdrawCampaignAction,
} from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("campaigns"))("title") };
}

const UUID = /^[0-9a-f-]{36}$/;

export default async function CampaignPage({ params, searchParams }: PageProps<"/campaigns/[campaignId]">) {
  const actor = await requirePermission("campaign:read");
  const { campaignId } = await params;
  const campaign = UUID.test(campaignId) ? await getCampaign(actor, campaignId) : null;
  if (!campaign) notFound();
  const t = await getTranslations("campaigns");
  const locale = (await getLocale()) as Language;
  const zone = await getTimeZone();
  const kept = campaign.dryRun as KeptDryRun | null;
  const beforeSending = ["draft", "in_review", "approved", "scheduled"].includes(campaign.state);
  const readiness = beforeSending ? await campaignReadiness(actor, campaignId) : null;
  const openReview = campaign.reviews.find((review) => review.state === "open");
  const lastReturn = campaign.state === "draft" ? campaign.reviews.find((review) => review.state === "returned") : undefined;
  const after = (await searchParams).after;
  const writer = grant(actor, "campaign:write");
  return (
    <div className="flex flex-col gap-4">
      <header className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0">
          <p className="text-sm"><Link href="/campaigns" className="prose-link">{t("title")}</Link></p>
          <h1 className="flex flex-wrap items-center gap-2 text-xl font-semibold">{campaign.name} <CampaignStateBadge state={campaign.state} /></h1>
          <p className="text-sm text-muted">{t("by", { name: campaign.authorName, at: formatInstant(campaign.createdAt, locale, zone) })}</p>
        </div>
        <div className="flex flex-wrap gap-2">
          {writer && ["draft", "approved", "scheduled"].includes(campaign.state) && <LinkButton href={`/campaigns/${campaignId}/edit` as Route}>{t("edit")}</LinkButton>}
          {openReview && can(actor, "review:read") && <LinkButton href={`/reviews/${openReview.id}` as Route}>{t("openReview")}</LinkButton>}
          {can(actor, "customer:reveal") && campaign.tally.some((row) => row.state === "failed" && row.count > 0) && <ExportFailed campaignId={campaignId} />}
          {campaign.frozenCount !== null && !beforeSending && <LinkButton href={`/messages?campaign=${campaignId}` as Route}>{t("recipients")}</LinkButton>}
        </div>
      </header>

      {lastReturn && <Callout tone="warning" title={t("returned", { name: lastReturn.decidedName ?? "" })}>{lastReturn.comment}</Callout>}
      {openReview && <Callout title={t("waitsForReview")}>{t("waitsForReviewWhy")}</Callout>}

      {!beforeSending && (
        <LiveProgress
          campaignId={campaignId} ended={hasEnded(campaign)}
          initial={{
            state: campaign.state, audience: campaign.frozenCount ?? 0, pauseReason: campaign.pauseReason, at: now().toISOString(),
            counts: campaign.tally.map((row) => ({ ...row, costMicros: String(row.costMicros) })),
          }}
        />
      )}

      {(writer || can(actor, "campaign:pause")) && !["completed", "cancelled"].includes(campaign.state) && (
        <CampaignControls
          mayWrite={writer !== null}
          campaign={{
            id: campaignId, state: campaign.state, lockVersion: campaign.lockVersion, frozenCount: campaign.frozenCount, startsLater: campaign.startAt !== null && campaign.startAt > now(),
            toSend: kept ? kept.send + kept.wait : null, isAuthor: campaign.authorId === actor.id,
            blocked: (readiness?.blockers.length ?? 0) > 0, warnings: readiness?.warnings ?? [], prepared: kept !== null,
          }}
          actions={{
            prepare: prepareCampaignAction, submit: submitCampaignAction, withdraw: withdrawCampaignAction, schedule: scheduleCampaignAction, start: startCampaignAction,
            pause: pauseCampaignAction, resume: resumeCampaignAction, cancel: cancelCampaignAction,
          }}
        />
      )}

      <div className="grid gap-4 xl:grid-cols-2">
        {kept && beforeSending && <DryRunPanel report={kept} />}
        {readiness && <Panel title={t("readiness")}><ReadinessList readiness={readiness} /></Panel>}
        <Panel title={t("what")}>
          <DefinitionList
            items={[
              { term: t("template"), value: <Link href={`/templates/${campaign.templateVersion.template.id}`} className="prose-link">{campaign.templateVersion.template.name} · v{campaign.templateVersion.number}</Link> },
              { term: t("text"), value: <span className="whitespace-pre-wrap">【{campaign.templateVersion.signature.text}】{campaign.templateVersion.text}</span> },
              ...(campaign.templateVersion.elderText === null ? [] : [{ term: t("elderText"), value: <span className="whitespace-pre-wrap">【{campaign.templateVersion.signature.text}】{campaign.templateVersion.elderText}</span> }]),
              ...(campaign.family === null ? [] : [{ term: t("family"), value: campaign.family }]),
              { term: t("audience"), value: <AudienceWords rule={campaign.audienceRule} listName={campaign.list?.name ?? null} /> },
              ...(campaign.usesScore ? [{ term: t("score"), value: campaign.assessment === null ? t("scoreUnassessed") : t("scoreAssessed", { number: campaign.assessment }) }] : []),
              { term: t("start"), value: campaign.startAt ? formatInstant(campaign.startAt, locale, zone) : t("startByHand") },
              { term: t("speed"), value: campaign.speedLimit ? t("speedValue", { count: campaign.speedLimit }) : t("speedFree") },
              { term: t("budget"), value: campaign.budgetMicros === null ? t("budgetFree") : formatMoney(campaign.budgetMicros, locale) },
              { term: t("approval"), value: campaign.approvedAt ? t(campaign.approvedBy?.startsWith("rule:") ? "approvedByRule" : "approvedByPerson", { name: campaign.reviews.find((review) => review.state === "approved")?.decidedName ?? "", at: formatInstant(campaign.approvedAt, locale, zone) }) : t("notApproved") },
            ]}
          />
        </Panel>
        {beforeSending && campaign.frozenCount !== null && <SamplesPanel actor={actor} campaign={campaign} after={typeof after === "string" && UUID.test(after) ? after : undefined} />}
      </div>
    </div>
  );
}
