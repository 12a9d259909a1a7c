import { setTimeout as sleep } from "node:timers/promises";
import { db, pool } from "@/lib/server/db/client";
import { decideReview, openReview } from "@/lib/server/reviews/commands";
import { idOf, wrongWith, type Answered, type BankSystem } from "./bank-systems";
import type { Seen } from "./measure";
import type { Person } from "./stage";

type Wish = { readonly name: string; readonly template: string; readonly audience: Readonly<Record<string, unknown>>; readonly variables: Readonly<Record<string, unknown>> };

/** Brings a campaign to its start as a bank does: drafted and submitted by one system, approved by a person, started. Answers its id. */
export async function runCampaign(wish: Wish, system: BankSystem, reviewer: Person, seen: Seen): Promise<string> {
  const must = (answered: Answered | undefined): Answered => {
    const wrong = answered === undefined ? "no answer" : wrongWith(answered);
    if (wrong !== null) throw new Error(`${wish.name}: ${wrong}`);
    return answered!;
  };
  const id = idOf(must(await seen.time("campaign: draft", () => system.post("/campaigns", wish), wrongWith)));
  must(await seen.time("campaign: settle, rehearse, submit", () => system.post(`/campaigns/${id}/submit`, undefined), wrongWith));
  const review = await db().review.findFirst({ where: { subjectType: "campaign", subjectId: id, state: "open" }, select: { id: true, boundHash: true } });
  if (review) {
    await openReview(reviewer.actor, review.id);
    const decided = await decideReview(reviewer.actor, { reviewId: review.id, decision: "approve", comment: "", boundHash: review.boundHash });
    if (!decided.ok) throw new Error(`${wish.name}: ${decided.error.code}`);
  }
  must(await seen.time("campaign: start", () => system.post(`/campaigns/${id}/start`, undefined), wrongWith));
  return id;
}

/** How far a campaign is: the share of its audience that is no longer pending. */
export async function shareGone(id: string): Promise<number> {
  const { rows } = await pool().query<{ share: number | null }>(
    `SELECT 1 - (coalesce(sum(t.count) FILTER (WHERE t.state = 'pending'), 0)::float8 / nullif(sum(t.count), 0)::float8) AS share FROM campaign_tally t WHERE t.campaign_id = $1::uuid`, [id],
  );
  return rows[0]?.share ?? 0;
}

const LOOKS_EVERY_MS = 100;

/** Waits until so much of a campaign is gone; fails with the reason where it stands still before, since nobody here lets it go on. */
export async function untilGone(id: string, share: number): Promise<void> {
  for (let gone = await shareGone(id); gone < share; gone = await shareGone(id)) {
    const { rows: [campaign] } = await pool().query<{ name: string; state: string; why: unknown }>("SELECT name, state::text AS state, pause_reason AS why FROM campaign WHERE id = $1::uuid", [id]);
    if (campaign?.state === "paused" || campaign?.state === "cancelled") throw new Error(`${campaign.name} is ${campaign.state} with ${(gone * 100).toFixed(0)} % of it gone, ${(share * 100).toFixed(0)} % were waited for: ${JSON.stringify(campaign.why)}`);
    await sleep(LOOKS_EVERY_MS);
  }
}
