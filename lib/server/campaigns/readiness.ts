import "server-only";
import type { Authorized } from "@/lib/domain/access/permissions";
import { noLongerRegistered } from "@/lib/domain/check/registers";
import { readiness, type Readiness } from "@/lib/domain/campaign/readiness";
import { reviewNeed } from "@/lib/domain/campaign/lifecycle";
import { rulesInForce } from "@/lib/domain/policy/pack";
import type { Channel, Purpose } from "@/lib/domain/shared/vocabulary";
import { parsePlaceholders } from "@/lib/domain/template/placeholders";
import { accountFor } from "../carriers/accounts";
import { driverNamed } from "../carriers/registry";
import { now } from "../clock";
import { db, pool } from "../db/client";
import { environment } from "../env";
import type { DryRunReport } from "../pipeline/dry-run";
import { readRegisters } from "../pipeline/registers";
import { packInForce } from "../rules/queries";
import { getSetting } from "../settings/queries";

const SELECT = {
  id: true, purpose: true, frozenCount: true, dryRun: true, bindings: true, startAt: true, speedLimit: true, budgetMicros: true,
  providerAccountId: true, usesScore: true, assessment: true, templateVersionId: true, audienceRule: true, branchPath: true,
  templateVersion: { select: { state: true, text: true, elderText: true, template: { select: { channel: true } }, signature: { select: { text: true, filings: { select: { state: true } } } } } },
} as const;

/** What a dry run keeps with the campaign: its report, and what it was about. */
export type KeptDryRun = DryRunReport & { readonly lockVersion: number };

/** The readiness list of a campaign as it stands now; null when it is not in the actor's subtree. */
export async function campaignReadiness(actor: Authorized<"campaign:read">, campaignId: string): Promise<Readiness | null> {
  const campaign = await db().campaign.findFirst({ where: { id: campaignId, branchPath: { startsWith: actor.branchPath } }, select: SELECT });
  if (!campaign) return null;
  const at = now();
  const { template, signature, state, text: plain, elderText } = campaign.templateVersion;
  const text = elderText === null ? plain : `${plain}\n${elderText}`;
  const purpose = campaign.purpose as Purpose;
  const [pack, reviewAbove, stopped, account, registers] = await Promise.all([
    packInForce(), getSetting("campaign.review_above"), getSetting("sending.stopped"), accountFor(pool(), campaign.providerAccountId, template.channel, at), readRegisters(pool(), at),
  ]);
  const rules = rulesInForce(pack, purpose, template.channel as Channel, at.getTime());
  const hours = rules.quiet_hours?.params;
  const sameToday = await db().campaign.count({
    where: {
      id: { not: campaign.id }, templateVersionId: campaign.templateVersionId, audienceRule: { equals: campaign.audienceRule ?? {} },
      startedAt: { gte: new Date(at.getTime() - 24 * 3_600_000) },
    },
  });
  const kept = campaign.dryRun as KeptDryRun | null;
  const row = account && (await db().providerAccount.findUnique({ where: { id: account.id }, select: { name: true, disabledAt: true, contractEndsAt: true, speedPerSecond: true, driver: true, takesOffers: true } }));
  return readiness({
    now: at, timeZone: environment().BANK_TIME_ZONE, purpose, templateState: state, notRegistered: noLongerRegistered(text, registers), frozenCount: campaign.frozenCount,
    dryRun: kept && {
      stale: campaign.frozenCount !== kept.audience, send: kept.send, wait: kept.wait, withheld: kept.withheld, withheldByReason: kept.withheldByReason,
      billingSegmentsMax: kept.billingSegmentsMax, costMicros: BigInt(kept.costMicros),
    },
    valuesMissing: parsePlaceholders(text).names.filter((name) => !(name in (campaign.bindings as object))),
    route: row && { name: row.name, enabled: row.disabledAt === null, contractEndsAt: row.contractEndsAt, speed: row.speedPerSecond, allowsFinancePromo: row.takesOffers && driverNamed(row.driver).capabilities.allowsFinancePromo },
    signature: { name: signature.text, filed: signature.filings.filter((filing) => filing.state === "filed").length, carriers: signature.filings.length },
    startAt: campaign.startAt, usesScore: campaign.usesScore, assessed: campaign.assessment !== null, speedLimit: campaign.speedLimit, budgetMicros: campaign.budgetMicros,
    review: reviewNeed({ purpose, frozenCount: campaign.frozenCount ?? 0 }, reviewAbove),
    sendingStopped: stopped !== null, hours: hours && !hours.exempt ? hours : null, sameToday,
    cap: { perDay: rules.frequency_cap?.params.perDay ?? null, perMonth: rules.frequency_cap?.params.perMonth ?? null },
  });
}
