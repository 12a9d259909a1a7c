import "server-only";
import type { Prisma } from "@/prisma/generated/client";
import type { Authorized } from "@/lib/domain/access/permissions";
import { db } from "../db/client";

export type CampaignFilters = { readonly state?: string; readonly purpose?: string; readonly mine?: boolean; /** Part of the name or the family. */ readonly q?: string };

export const CAMPAIGNS_A_PAGE = 30;

const LIST_SELECT = {
  id: true, name: true, state: true, purpose: true, family: true, authorName: true, frozenCount: true, startAt: true, startedAt: true, finishedAt: true, createdAt: true,
  pauseReason: true, branch: { select: { code: true, name: true, nameEn: true } },
  templateVersion: { select: { number: true, template: { select: { key: true, name: true } } } },
} satisfies Prisma.CampaignSelect;

/** Counts of one campaign by state and reason; their sum is the frozen audience. */
export type CampaignTallyRow = {
  readonly state: string; readonly reason: string; readonly count: number;
  readonly segments: number; readonly billingSegments: number; readonly costMicros: bigint;
};

const TALLY_SELECT = { state: true, reason: true, count: true, segments: true, billingSegments: true, costMicros: true } satisfies Prisma.CampaignTallySelect;

async function talliesOf(ids: readonly string[]): Promise<Map<string, CampaignTallyRow[]>> {
  const rows = await db().campaignTally.findMany({ where: { campaignId: { in: [...ids] }, count: { not: 0 } }, select: { campaignId: true, ...TALLY_SELECT } });
  const byCampaign = new Map<string, CampaignTallyRow[]>();
  for (const { campaignId, ...row } of rows) byCampaign.set(campaignId, [...(byCampaign.get(campaignId) ?? []), row]);
  return byCampaign;
}

/** Campaigns of the actor's subtree with their counts, newest first, by keyset. */
export async function listCampaigns(actor: Authorized<"campaign:read">, filters: CampaignFilters, before?: string, take = CAMPAIGNS_A_PAGE) {
  const rows = await db().campaign.findMany({
    where: {
      branchPath: { startsWith: actor.branchPath },
      ...(filters.state ? { state: filters.state as Prisma.EnumCampaignStateFilter["equals"] & string } : {}),
      ...(filters.purpose ? { purpose: filters.purpose } : {}),
      ...(filters.q ? { OR: [{ name: { contains: filters.q, mode: "insensitive" } }, { family: { contains: filters.q, mode: "insensitive" } }] } : {}),
      ...(filters.mine ? { authorId: actor.id } : {}),
      ...(before ? { id: { lt: before } } : {}),
    },
    select: LIST_SELECT, orderBy: { id: "desc" }, take: take + 1,
  });
  const page = rows.slice(0, take);
  const tallies = await talliesOf(page.map((row) => row.id));
  return {
    rows: page.map((row) => ({ ...row, tally: tallies.get(row.id) ?? [] })),
    next: rows.length > take ? (page.at(-1)?.id ?? null) : null,
  };
}

export type CampaignRow = Awaited<ReturnType<typeof listCampaigns>>["rows"][number];

const DETAIL_SELECT = {
  ...LIST_SELECT, templateVersionId: true, branchId: true, branchPath: true, authorId: true, audienceRule: true, listId: true, bindings: true,
  speedLimit: true, budgetMicros: true, usesScore: true, assessment: true, providerAccountId: true, frozenAt: true, dryRun: true, boundHash: true, approvedBy: true, approvedAt: true,
  cursor: true, pausedAt: true, lockVersion: true, updatedAt: true,
  providerAccount: { select: { name: true, key: true } },
  list: { select: { name: true, rows: true, refused: true, columns: true } },
  templateVersion: {
    select: {
      id: true, number: true, text: true, elderText: true, variables: true, state: true, contentHash: true, elderFriendly: true,
      signature: { select: { text: true } }, template: { select: { id: true, key: true, name: true, purpose: true, language: true } },
    },
  },
} satisfies Prisma.CampaignSelect;

/** One campaign with its counts and its reviews, or null when there is none in the actor's subtree. */
export async function getCampaign(actor: Authorized<"campaign:read">, id: string) {
  const row = await db().campaign.findFirst({ where: { id, branchPath: { startsWith: actor.branchPath } }, select: DETAIL_SELECT });
  if (!row) return null;
  const [tally, reviews] = await Promise.all([
    db().campaignTally.findMany({ where: { campaignId: id, count: { not: 0 } }, select: TALLY_SELECT, orderBy: [{ state: "asc" }, { reason: "asc" }] }),
    db().review.findMany({
      where: { subjectType: "campaign", subjectId: id }, orderBy: { submittedAt: "desc" },
      select: { id: true, state: true, submittedName: true, submittedAt: true, decidedName: true, decidedAt: true, comment: true },
    }),
  ]);
  return { ...row, tally, reviews };
}

export type CampaignDetail = NonNullable<Awaited<ReturnType<typeof getCampaign>>>;

/** What the live page needs several times a second: state and counts only. */
export async function campaignProgress(actor: Authorized<"campaign:read">, id: string) {
  const row = await db().campaign.findFirst({
    where: { id, branchPath: { startsWith: actor.branchPath } },
    select: { state: true, frozenCount: true, startedAt: true, finishedAt: true, pauseReason: true },
  });
  if (!row) return null;
  const tally = await db().campaignTally.findMany({ where: { campaignId: id, count: { not: 0 } }, select: TALLY_SELECT });
  return { ...row, tally };
}

export type CampaignProgress = NonNullable<Awaited<ReturnType<typeof campaignProgress>>>;

/** Families that campaigns of the actor's subtree belong to, the latest first: a name written alike is capped alike. */
export async function familiesInUse(actor: Authorized<"campaign:write">, take = 50): Promise<string[]> {
  const rows = await db().campaign.groupBy({
    by: ["family"], where: { branchPath: { startsWith: actor.branchPath }, family: { not: null } }, _max: { createdAt: true }, orderBy: { _max: { createdAt: "desc" } }, take,
  });
  return rows.flatMap(({ family }) => family ?? []);
}
