import "server-only";
import { Prisma } from "@/prisma/generated/client";
import { audienceRuleSchema, type AudienceRule } from "@/lib/domain/campaign/audience";
import { now } from "../clock";
import { db } from "../db/client";
import type { Tx } from "../db/transaction";
import { environment } from "../env";

/** Every customer of a subtree that a rule names, as a condition over `customer c`; closed customers are nobody's audience. */
export function audienceWhere(rule: AudienceRule, branchPath: string, at: Date, listId: string | null = null): Prisma.Sql {
  const conditions: Prisma.Sql[] = [Prisma.sql`c.closed_at IS NULL`, Prisma.sql`c.branch_path LIKE ${`${branchPath}%`}`];
  if (rule.branches) {
    conditions.push(Prisma.sql`EXISTS (SELECT FROM branch b WHERE b.code = ANY(${rule.branches}::text[]) AND starts_with(c.branch_path, b.path))`);
  }
  if (rule.tags) conditions.push(Prisma.sql`c.tags && ${rule.tags}::text[]`);
  if (rule.languages) conditions.push(Prisma.sql`c.language = ANY(${rule.languages}::text[])`);
  if (rule.products) conditions.push(Prisma.sql`c.products && ${rule.products}::text[]`);
  if (rule.kinds) conditions.push(Prisma.sql`c.kind = ANY(${rule.kinds}::text[])`);
  if (rule.customers) conditions.push(Prisma.sql`c.number = ANY(${rule.customers}::text[])`);
  const list = listId ?? rule.listId ?? null;
  if (list !== null) conditions.push(Prisma.sql`EXISTS (SELECT FROM audience_list_entry l WHERE l.list_id = ${list}::uuid AND l.customer_id = c.id)`);
  const year = yearOf(at);
  // Only the year of birth is in the clear: somebody is as old as the year allows, give or take a birthday.
  if (rule.ageFrom !== undefined) conditions.push(Prisma.sql`c.birth_year <= ${year - rule.ageFrom}`);
  if (rule.ageTo !== undefined) conditions.push(Prisma.sql`c.birth_year >= ${year - rule.ageTo}`);
  if (rule.notContactedSinceDays !== undefined) conditions.push(notContactedSince(new Date(at.getTime() - rule.notContactedSinceDays * 86_400_000)));
  return Prisma.join(conditions, " AND ");
}

function notContactedSince(since: Date): Prisma.Sql {
  return Prisma.sql`NOT EXISTS (SELECT FROM message m WHERE m.customer_id = c.id AND m.id >= uuid_v7_floor(${since}::timestamptz) AND m.state IN ('submitting', 'sent', 'delivered', 'uncertain'))`;
}

function yearOf(at: Date): number {
  return Number(new Intl.DateTimeFormat("en", { timeZone: environment().BANK_TIME_ZONE, year: "numeric" }).format(at));
}

/** How many customers of the actor's subtree a rule names now. */
export async function countAudience(actor: { readonly branchPath: string }, rule: AudienceRule): Promise<number> {
  const rows = await db().$queryRaw<{ count: bigint }[]>`SELECT count(*) AS count FROM customer c WHERE ${audienceWhere(rule, actor.branchPath, now())}`;
  return Number(rows[0]?.count ?? 0);
}

/**
 * Settles whom a campaign is for, in one statement inside the caller's transaction, and counts the rows that were
 * written (not the rows that were expected): the number that approval binds and that all its counts add up to.
 */
export async function freezeAudience(tx: Tx, campaignId: string): Promise<number> {
  const campaign = await tx.campaign.findUniqueOrThrow({ where: { id: campaignId }, select: { audienceRule: true, listId: true, branchPath: true } });
  const at = now();
  await thawAudience(tx, campaignId);
  const where = audienceWhere(audienceRuleSchema.parse(campaign.audienceRule), campaign.branchPath, at, campaign.listId);
  await tx.$executeRaw`
    INSERT INTO campaign_audience (campaign_id, ordinal, customer_id)
    SELECT ${campaignId}::uuid, row_number() OVER (ORDER BY c.id), c.id FROM customer c WHERE ${where}`;
  const count = await tx.campaignAudience.count({ where: { campaignId } });
  await tx.campaignTally.create({ data: { campaignId, state: "pending", reason: "", count }, select: { count: true } });
  await tx.campaign.update({ where: { id: campaignId }, data: { frozenCount: count, frozenAt: at, cursor: 0 }, select: { id: true } });
  return count;
}

/** Undoes a freeze of a campaign that was never started: its content is to change. */
export async function thawAudience(tx: Tx, campaignId: string): Promise<void> {
  const campaign = await tx.campaign.findUniqueOrThrow({ where: { id: campaignId }, select: { startedAt: true } });
  if (campaign.startedAt !== null) throw new Error(`campaign ${campaignId} has started: its audience is fixed`);
  await tx.campaignAudience.deleteMany({ where: { campaignId } });
  await tx.campaignTally.deleteMany({ where: { campaignId } });
  await tx.campaign.update({ where: { id: campaignId }, data: { frozenCount: null, frozenAt: null, cursor: 0 }, select: { id: true } });
}
