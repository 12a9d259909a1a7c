import { expect, vi } from "vitest";
import type { Purpose } from "@/lib/domain/shared/vocabulary";
import { db } from "@/lib/server/db/client";
import { expandCampaign, type ExpandOptions } from "@/lib/server/pipeline/expand";
import { makeCampaign, makeTemplate, type CampaignWish } from "@/prisma/factories/campaign";
import { makeProviderAccount } from "@/prisma/factories/carrier";
import { makeCustomer } from "@/prisma/factories/customer";
import { makeBranchTree, type MadeBranch } from "@/prisma/factories/organisation";

/** A line on which everything arrives at once; override what a test is about. */
export const CALM = { receiptDelayMs: 0, failureShare: 0, noReceiptShare: 0, duplicateShare: 0, reorderShare: 0, replyShare: 0 };

export type Stage = Awaited<ReturnType<typeof setStage>>;

/** A branch with customers who agreed to offers, an account at the simulator, and no other account in use. */
export async function setStage(customers: number, line: Record<string, unknown> = {}, speedPerSecond?: number) {
  await db().providerAccount.updateMany({ data: { disabledAt: new Date() } });
  const { branch } = await makeBranchTree();
  const account = await makeProviderAccount({ ...CALM, ...line }, speedPerSecond);
  const people = [];
  for (let count = 0; count < customers; count += 1) people.push(await makeCustomer(branch, { agreed: ["promotion"] }));
  return { branch, account, people };
}

/** A running campaign of a purpose to everybody of the branch. */
export async function startCampaign(branch: MadeBranch, purpose: Purpose, wish: CampaignWish = {}) {
  const template = await makeTemplate(branch, { purpose });
  return makeCampaign(branch, template, wish);
}

/** Expands and answers the batches that wait. */
export async function expandAll(campaignId: string, options: ExpandOptions = {}) {
  await expandCampaign(campaignId, { pendingMax: 1_000, ...options });
  return db().dispatchBatch.findMany({ where: { campaignId, state: "pending" }, orderBy: { id: "asc" }, select: { id: true, notBefore: true, size: true } });
}

export async function stateOf(campaignId: string): Promise<string> {
  return (await db().campaign.findUniqueOrThrow({ where: { id: campaignId }, select: { state: true } })).state;
}

/** What the carrier took for a campaign, by customer. */
export async function takenFor(campaignId: string): Promise<string[]> {
  const rows = await db().$queryRaw<{ customer_id: string }[]>`
    SELECT m.customer_id FROM simulated_message s JOIN message m ON m.id = s.reference WHERE m.campaign_id = ${campaignId}::uuid ORDER BY 1`;
  return rows.map((row) => row.customer_id);
}

const beijingDay = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai", dateStyle: "short" });

/** Sets the application's clock to an hour of today in Beijing: at noon every rule is open, at 23 offers wait. */
export function setClock(hour: number, minute = 0): Date {
  vi.useRealTimers();
  const two = (value: number) => String(value).padStart(2, "0");
  const instant = new Date(`${beijingDay.format(new Date())}T${two(hour)}:${two(minute)}:00+08:00`);
  vi.useFakeTimers({ toFake: ["Date"], now: instant });
  return instant;
}

export function expectOne<T>(list: readonly T[]): T {
  expect(list).toHaveLength(1);
  return list[0] as T;
}
