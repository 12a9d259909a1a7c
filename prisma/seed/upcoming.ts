import type { Actor, Authorized, Permission } from "@/lib/domain/access/permissions";
import { grant } from "@/lib/domain/access/permissions";
import type { AudienceRule } from "@/lib/domain/campaign/audience";
import { scheduleCampaign, submitCampaign } from "@/lib/server/campaigns/commands";
import { createCampaign, prepareCampaign } from "@/lib/server/campaigns/draft-commands";
import { campaignReadiness } from "@/lib/server/campaigns/readiness";
import { db } from "@/lib/server/db/client";
import { decideReview, openReview } from "@/lib/server/reviews/commands";
import type { SeededPerson } from "./organisation";
import type { SeededVersion } from "./templates";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

type Plan = {
  name: string; key: string; author: string; audience: AudienceRule; budgetYuan: string | null; values?: Readonly<Record<string, string>>;
  /** Days from today and hour in Beijing; null: when somebody presses the button. */
  start: { inDays: number; hour: number } | null;
  until: "draft" | "prepared" | "in_review" | "scheduled";
};

/** What is being prepared on the day the demo begins, one campaign for every stage before sending. */
const PLANS: readonly Plan[] = [
  { name: "春耕备耕惠农e贷", key: "promo.huinong", author: "officer.gs-04@demo", audience: { branches: ["GS-04"], products: ["粮食补贴账户"] }, budgetYuan: null, start: null, until: "draft" },
  { name: "收款码免手续费（龙胜、靖西）", key: "promo.code-pay", author: "officer@demo", audience: { branches: ["GX-03", "GX-04"], kinds: ["个体工商户"] }, budgetYuan: "50", start: null, until: "prepared" },
  { name: "年前备货商户流水贷", key: "promo.merchant", author: "officer.hn@demo", audience: { branches: ["HN"], ageFrom: 25, ageTo: 60, kinds: ["个体工商户"] }, budgetYuan: "100", start: { inDays: 3, hour: 10 }, until: "in_review" },
  { name: "存款保险小课（甘肃）", key: "edu.insurance", author: "officer@demo", audience: { branches: ["GS-01", "GS-02"], ageFrom: 55 }, budgetYuan: "80", start: { inDays: 1, hour: 10 }, until: "scheduled" },
];

function actorOf<P extends Permission>(person: SeededPerson, permission: P): Authorized<P> {
  const actor: Actor = { id: person.id, kind: "person", name: person.name, roles: person.roles, branchId: person.branchId, branchPath: person.branchPath, requestId: null };
  const authorized = grant(actor, permission);
  if (!authorized) throw new Error(`${person.login} may not ${permission}`);
  return authorized;
}

/** The value, or the reason why the demo could not be made: every step goes through the command that a person would press. */
function done<T>(result: { ok: true; value: T } | { ok: false; error: { code: string } }, what: string): T {
  if (!result.ok) throw new Error(`${what}: ${result.error.code}`);
  return result.value;
}

async function seedPlan(plan: Plan, people: ReadonlyMap<string, SeededPerson>, version: SeededVersion, now: Date): Promise<void> {
  const author = actorOf(people.get(plan.author)!, "campaign:write");
  const today = Math.floor((now.getTime() + 8 * HOUR) / DAY) * DAY - 8 * HOUR;
  const campaignId = done(await createCampaign(author, {
    name: plan.name, templateVersionId: version.id, audience: plan.audience, speedLimit: null, budgetYuan: plan.budgetYuan, providerAccountId: null, family: null, usesScore: false, assessment: null,
    startAt: plan.start ? new Date(today + plan.start.inDays * DAY + plan.start.hour * HOUR).toISOString() : null,
    bindings: Object.fromEntries(version.variables.map((variable) => [variable.name, variable.name === "name" ? { from: "customer" as const, field: "name" as const } : { from: "constant" as const, value: plan.values?.[variable.name] ?? variable.sample }])),
  }), plan.name).id;
  if (plan.until === "draft") return;
  done(await prepareCampaign(author, campaignId), plan.name);
  if (plan.until === "prepared") return;
  const ready = await campaignReadiness(actorOf(people.get(plan.author)!, "campaign:read"), campaignId);
  const { lockVersion } = await db().campaign.findUniqueOrThrow({ where: { id: campaignId }, select: { lockVersion: true } });
  done(await submitCampaign(author, { campaignId, lockVersion, acknowledged: ready?.warnings.map((warning) => warning.code) ?? [] }), plan.name);
  if (plan.until === "in_review") return;
  const review = await db().review.findFirst({ where: { subjectType: "campaign", subjectId: campaignId, state: "open" }, select: { id: true, boundHash: true } });
  if (review) {
    const reviewer = actorOf(people.get("reviewer@demo")!, "review:decide");
    done(await openReview(reviewer, review.id), plan.name);
    done(await decideReview(reviewer, { reviewId: review.id, decision: "approve", comment: "", boundHash: review.boundHash }), plan.name);
  }
  done(await scheduleCampaign(author, campaignId), plan.name);
}

/** Campaigns that are on their way: a draft, a prepared one, one that waits for its reviewer, one that starts tomorrow. */
export async function seedUpcoming(people: ReadonlyMap<string, SeededPerson>, versions: ReadonlyMap<string, SeededVersion>, now: Date): Promise<void> {
  for (const plan of PLANS) {
    const version = versions.get(plan.key);
    if (!version) throw new Error(`the plan names ${plan.key}, which is not approved`);
    await seedPlan(plan, people, version, now);
  }
}
