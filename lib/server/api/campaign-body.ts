import "server-only";
import type { CampaignBody } from "@/lib/domain/api/campaign-shapes";
import { countByBucket } from "@/lib/domain/message/states";
import type { CampaignDetail } from "../campaigns/queries";

const MICROS_A_YUAN = 1_000_000;

/** A campaign as bank systems follow it; the counts sum up to the audience. */
export function toCampaignBody(campaign: CampaignDetail): CampaignBody {
  const withheldByReason: Record<string, number> = {};
  let segments = 0;
  let billingSegments = 0;
  let costMicros = 0n;
  for (const row of campaign.tally) {
    segments += row.segments;
    billingSegments += row.billingSegments;
    costMicros += row.costMicros;
    if (row.state === "withheld") withheldByReason[row.reason] = (withheldByReason[row.reason] ?? 0) + row.count;
  }
  const pause = campaign.pauseReason as { code?: unknown } | null;
  return {
    id: campaign.id,
    name: campaign.name,
    state: campaign.state,
    family: campaign.family,
    usesScore: campaign.usesScore,
    assessment: campaign.assessment,
    audience: campaign.frozenCount ?? 0,
    counts: countByBucket(campaign.tally.map((row) => [row.state, row.count] as const)),
    withheldByReason,
    segments,
    billingSegments,
    cost: Number(costMicros) / MICROS_A_YUAN,
    pauseReason: typeof pause?.code === "string" ? { code: pause.code } : null,
  };
}
