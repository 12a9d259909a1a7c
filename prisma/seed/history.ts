import { v7 } from "uuid";
import { delayBucket } from "@/lib/domain/dashboard/figures";
import { encrypt } from "@/lib/server/crypto/cipher";
import { db, pool } from "@/lib/server/db/client";
import { inTransaction } from "@/lib/server/db/transaction";
import { campaignBindingHash } from "@/lib/server/pipeline/binding";
import type { Chance } from "./chance";
import type { SeededCustomer } from "./customers";
import { CAMPAIGNS, DAILY_NOTICES, HISTORY_DAYS, type PlannedCampaign } from "./history-plan";
import { HistoryWriter, type Sent } from "./history-writer";
import { explainPause, seedReplies } from "./replies";
import type { SeededBranch, SeededPerson } from "./organisation";
import type { SeededVersion } from "./templates";

const DAY = 86_400_000;
const HOUR = 3_600_000;
const FLUSH_AT = 4_000;
const PHONES_SHOWN = 300;
// The initial value of the setting `campaign.thresholds`.
const REFUSAL_LIMIT_PERCENT = 3;

export type HistoryFacts = {
  chance: Chance; now: Date; branches: ReadonlyMap<string, SeededBranch>; people: ReadonlyMap<string, SeededPerson>;
  customers: readonly SeededCustomer[]; versions: ReadonlyMap<string, SeededVersion>; accountId: string;
};

/** Midnight of the bank's day so many days ago. */
function bankMidnight(now: Date, daysAgo: number): number {
  return Math.floor((now.getTime() + 8 * HOUR) / DAY) * DAY - 8 * HOUR - daysAgo * DAY;
}

function valuesOf(chance: Chance, version: SeededVersion, customer: SeededCustomer, at: Date, fixed: Readonly<Record<string, string>> = {}): Record<string, string> {
  const values: Record<string, string> = {};
  for (const variable of version.variables) {
    values[variable.name] = fixed[variable.name] ?? (
      variable.name === "name" ? [...customer.name].slice(0, 4).join("").slice(0, 6)
      : variable.kind === "money" ? (chance.whole(2_000, 900_000) / 100).toFixed(2)
      : variable.kind === "date" ? at.toISOString().slice(0, 10)
      : variable.kind === "lastFour" ? String(chance.whole(0, 9_999)).padStart(4, "0")
      : variable.name === "branch" ? customer.branch.name
      : variable.sample);
  }
  return values;
}

async function seedCampaign(facts: HistoryFacts, writer: HistoryWriter, plan: PlannedCampaign, sent: Sent[]): Promise<string> {
  const { chance, now, people, customers } = facts;
  const version = facts.versions.get(plan.key);
  const author = people.get(plan.author);
  if (!version || !author) throw new Error(`the plan names ${plan.key} by ${plan.author}, which is not there`);
  const reviewer = people.get("reviewer@demo")!;
  const start = new Date(bankMidnight(now, plan.daysAgo) + plan.hour * HOUR);
  const paths = plan.branches.map((code) => facts.branches.get(code)!.path);
  const audience = customers.filter((one) => paths.some((path) => one.branch.path.startsWith(path)) && (!plan.products || plan.products.some((product) => one.products.includes(product))));
  const rule = { ...(plan.branches[0] === "HQ" ? {} : { branches: [...plan.branches] }), ...(plan.products ? { products: [...plan.products] } : {}) };
  const bindings = Object.fromEntries(version.variables.map((variable) => [variable.name, variable.name === "name" ? { from: "customer", field: "name" } : { from: "constant", value: plan.values?.[variable.name] ?? variable.sample }]));
  const end = plan.end ?? "completed";
  const owner = [...facts.branches.values()].find((branch) => branch.path === author.branchPath)!;
  const { id } = await db().campaign.create({
    data: {
      name: plan.name, state: end, templateVersionId: version.id, purpose: version.purpose, branchId: owner.id, branchPath: owner.path, authorId: author.id, authorName: author.name,
      audienceRule: rule, bindings, approvedBy: reviewer.id, approvedAt: new Date(start.getTime() - 20 * HOUR), frozenCount: audience.length, frozenAt: new Date(start.getTime() - 24 * HOUR),
      startedAt: start, finishedAt: end === "paused" ? null : new Date(start.getTime() + HOUR / 4), createdAt: new Date(start.getTime() - 26 * HOUR),
      cursor: audience.length,
      ...(end === "paused" ? { pausedAt: new Date(start.getTime() + 6 * HOUR) } : {}),
    },
    select: { id: true },
  });
  await pool().query("INSERT INTO campaign_audience (campaign_id, ordinal, customer_id) SELECT $1::uuid, ordinality, id FROM unnest($2::uuid[]) WITH ORDINALITY AS t(id, ordinality)", [id, audience.map((one) => one.id)]);
  for (const [index, customer] of audience.entries()) {
    const share = index / audience.length;
    const left = end === "cancelled" && share > 0.35 ? "cancelled" : end === "paused" && share > 0.4 ? "waiting" : "open";
    sent.push(writer.write(version, customer, valuesOf(chance, version, customer, start, plan.values), new Date(start.getTime() + index * 40), id, left));
    if (writer.pending >= FLUSH_AT) await writer.flush();
  }
  await writer.flush();
  if (end === "paused") await batchWaiting(id, facts.accountId);
  await inTransaction(async (tx) => {
    const boundHash = await campaignBindingHash(tx, id);
    await tx.campaign.update({ where: { id }, data: { boundHash }, select: { id: true } });
    await tx.review.create({
      data: {
        subjectType: "campaign", subjectId: id, title: plan.name, purpose: version.purpose, branchPath: owner.path, state: "approved", boundHash, submittedBy: author.id, submittedName: author.name,
        submittedAt: new Date(start.getTime() - 24 * HOUR), openedAt: new Date(start.getTime() - 21 * HOUR), decidedBy: reviewer.id, decidedName: reviewer.name, decidedAt: new Date(start.getTime() - 20 * HOUR), comment: "",
      },
      select: { id: true },
    });
  });
  return id;
}

/** Gives what a paused campaign still has to send its batches, so that resuming it goes on. */
async function batchWaiting(campaignId: string, accountId: string): Promise<void> {
  const batchId = v7();
  const { rowCount } = await pool().query("UPDATE message SET batch_id = $2::uuid WHERE campaign_id = $1::uuid AND state = 'queued'", [campaignId, batchId]);
  await pool().query("INSERT INTO dispatch_batch (id, campaign_id, lane, provider_account_id, size) VALUES ($1::uuid, $2::uuid, 'bulk', $3::uuid, $4)", [batchId, campaignId, accountId, rowCount]);
}

async function seedNotices(facts: HistoryFacts, writer: HistoryWriter): Promise<void> {
  const { chance, now, customers } = facts;
  for (let daysAgo = HISTORY_DAYS; daysAgo >= 0; daysAgo -= 1) {
    const midnight = bankMidnight(now, daysAgo);
    for (const { key, perDay } of DAILY_NOTICES) {
      const version = facts.versions.get(key)!;
      for (let index = 0; index < Math.round(perDay * (0.7 + chance.next() * 0.6)); index += 1) {
        // Inside the hours of service notices, so that nothing of the past is still waiting.
        const at = new Date(midnight + 8 * HOUR + Math.floor(chance.next() * 11 * HOUR));
        if (at > now) continue;
        const customer = chance.pick(customers);
        writer.write(version, customer, valuesOf(chance, version, customer, at), at, null);
      }
    }
    if (writer.pending >= FLUSH_AT) await writer.flush();
  }
  await writer.flush();
}

async function seedRollUps(writer: HistoryWriter, accountId: string): Promise<void> {
  await pool().query(
    `INSERT INTO campaign_tally (campaign_id, state, reason, count, segments, billing_segments, cost_micros)
     SELECT campaign_id, state, reason, count(*), sum(segments), sum(billing_segments), sum(cost_micros) FROM message WHERE campaign_id IS NOT NULL GROUP BY 1, 2, 3`,
  );
  await pool().query(
    `INSERT INTO daily_tally (branch_id, day, purpose, channel, state, reason, count, segments, billing_segments, cost_micros)
     SELECT branch_id, (created_at AT TIME ZONE 'Asia/Shanghai')::date, purpose, channel, state, reason, count(*), sum(segments), sum(billing_segments), sum(cost_micros) FROM message GROUP BY 1, 2, 3, 4, 5, 6`,
  );
  await pool().query(
    `INSERT INTO daily_receipt_delay (branch_id, day, provider_account_id, bucket_seconds, count)
     SELECT branch, (at AT TIME ZONE 'Asia/Shanghai')::date, $1::uuid, bucket, count(*) FROM unnest($2::uuid[], $3::timestamptz[], $4::int[]) AS t(branch, at, bucket) GROUP BY 1, 2, 4`,
    [accountId, writer.delays.map((one) => one.branchId), writer.delays.map((one) => one.at), writer.delays.map((one) => delayBucket(one.seconds))],
  );
}

async function seedPhones(facts: HistoryFacts, sent: readonly Sent[]): Promise<void> {
  const recent = sent.filter((one) => one.state === "delivered").slice(-PHONES_SHOWN);
  await db().simulatedMessage.createMany({
    data: recent.map((one) => ({
      providerMessageId: v7(), accountId: facts.accountId, reference: one.messageId, toCipher: encrypt(one.customer.phone, "simulator.to"), toIndex: one.customer.phoneIndex,
      bodyCipher: encrypt(one.text, "simulator.body"), acceptedAt: one.at, arrived: true,
    })),
  });
}

/** Three months of what the bank sent: decided and rendered by the very rules that send, believable in its outcomes. */
export async function seedHistory(facts: HistoryFacts): Promise<void> {
  await pool().query("SELECT ensure_message_partitions(($1::timestamptz - interval '4 months')::date, 8)", [facts.now]);
  const writer = new HistoryWriter(facts.chance, facts.now, facts.accountId);
  const sent: Sent[] = [];
  let annoying: string | null = null;
  for (const plan of CAMPAIGNS) {
    const id = await seedCampaign(facts, writer, plan, sent);
    if (plan.end === "paused") annoying = id;
  }
  await seedNotices(facts, writer);
  await seedReplies({ ...facts, annoying }, sent);
  if (annoying) await explainPause(annoying, REFUSAL_LIMIT_PERCENT);
  await seedRollUps(writer, facts.accountId);
  await seedPhones(facts, sent);
}
