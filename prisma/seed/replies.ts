import { v7 } from "uuid";
import { readReply } from "@/lib/domain/reply/read-reply";
import { encrypt } from "@/lib/server/crypto/cipher";
import { db, pool } from "@/lib/server/db/client";
import type { Chance } from "./chance";
import type { SeededCustomer } from "./customers";
import type { Sent } from "./history-writer";

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;

// Of those who got an offer for the last time, how many wrote back that it should be the last.
const REFUSING = 0.022;
const ANNOYED = 0.075;
const CHATTING = 0.018;

const REFUSALS = [["R", 80], ["r", 6], ["TD", 5], ["退订", 6], ["拒收", 3]] as const;
const OTHERS = [
  ["谢谢", 20], ["收到", 16], ["好的", 12], ["请问几点开门", 8], ["怎么办理，要带什么", 7], ["我的补贴还没到", 4], ["我换号码了，请改一下", 3],
  ["能不能打电话说，字太小看不清", 3], ["这是不是骗子？", 4], ["帮助", 3], ["贷款多久能批下来", 4],
] as const;

type Facts = { readonly chance: Chance; readonly now: Date; readonly customers: readonly SeededCustomer[]; readonly accountId: string; readonly annoying: string | null };
type Reply = { readonly to: Sent; readonly body: string; readonly at: Date };

/** Who answered what: a refusal only where nothing was offered afterwards, since from then on nothing could be. */
function planReplies({ chance, now, annoying, customers }: Facts, sent: readonly Sent[]): Reply[] {
  const lastOffer = new Map<string, Sent>();
  for (const one of sent) if (one.purpose === "promotion" && one.state !== "withheld") lastOffer.set(one.customer.phone, one);
  // A phone that is on the suppression list already: nobody refuses twice.
  const refused = new Set(customers.filter((one) => one.consents.some((entry) => entry.state === "withdrawn")).map((one) => one.phone));
  return sent.flatMap((one): Reply[] => {
    if (one.state !== "delivered") return [];
    const at = new Date(one.at.getTime() + chance.whole(1, 300) * MINUTE);
    if (at > now) return [];
    const isLast = lastOffer.get(one.customer.phone) === one && !refused.has(one.customer.phone);
    if (isLast && chance.happens(one.campaignId === annoying ? ANNOYED : REFUSING)) return [{ to: one, body: chance.weighted(REFUSALS), at }];
    return chance.happens(CHATTING) ? [{ to: one, body: chance.weighted(OTHERS), at }] : [];
  });
}

/** When a branch dealt with a text: within days; what came in lately still waits for it. */
function handledAt({ now, chance }: Facts, at: Date, replyClass: string): Date | null {
  if (replyClass === "refuse") return at;
  const isDone = now.getTime() - at.getTime() > 6 * DAY || chance.happens(0.3);
  return isDone ? new Date(Math.min(at.getTime() + chance.whole(20, 2_000) * MINUTE, now.getTime())) : null;
}

/** Texts that came back, with what the running system makes of them: ledger, suppression list and roll-up. */
export async function seedReplies(facts: Facts, sent: readonly Sent[]): Promise<void> {
  const { accountId, customers } = facts;
  const household = new Map<string, SeededCustomer[]>();
  for (const one of customers) household.set(one.phone, [...(household.get(one.phone) ?? []), one]);
  const replies = planReplies(facts, sent).map((reply) => ({ ...reply, id: v7({ msecs: reply.at.getTime() }), reading: readReply(reply.body) })).map((one) => ({ ...one, handled: handledAt(facts, one.at, one.reading.class) }));
  await db().inboundMessage.createMany({
    data: replies.map(({ id, to, body, at, reading, handled }) => ({
      id, providerAccountId: accountId, providerInboundId: `H-${id}`, fromCipher: encrypt(to.customer.phone, "inbound.from"), fromIndex: to.customer.phoneIndex, bodyCipher: encrypt(body, "inbound.body"),
      replyClass: reading.class, customerId: to.customer.id, branchPath: to.customer.branch.path, messageId: to.messageId, campaignId: to.campaignId, receivedAt: at, score: Math.round(reading.score * 100), because: reading.because.map((one) => ({ ...one })), flag: reading.flag,
      handledAt: handled, flagClearedAt: reading.flag === null ? null : handled,
    })),
  });
  const refusals = replies.filter((reply) => reply.reading.class === "refuse");
  const sourceOf = (keyword: string | null) => (keyword === null || keyword === "R" ? "reply" : `reply:${keyword}`);
  await db().suppression.createMany({
    data: refusals.map(({ id, to, at, reading }) => ({
      contactIndex: to.customer.phoneIndex, channel: "sms", purpose: "promotion", source: sourceOf(reading.keyword), evidence: id, at, recordedBy: "system:inbound",
    })),
  });
  await db().consentEntry.createMany({
    data: refusals.flatMap(({ id, to, at, reading }) => (household.get(to.customer.phone) ?? []).map((customer) => ({
      customerId: customer.id, channel: "sms", purpose: "promotion", state: "withdrawn" as const, source: sourceOf(reading.keyword), evidence: id, at, wordingVersion: "reply", recordedBy: "system:inbound",
    }))),
  });
  await pool().query(
    `INSERT INTO daily_reply (branch_id, day, purpose, reply_class, count)
     SELECT c.branch_id, (i.received_at AT TIME ZONE 'Asia/Shanghai')::date, m.purpose, i.reply_class, count(*)
     FROM inbound_message i JOIN customer c ON c.id = i.customer_id JOIN message m ON m.id = i.message_id GROUP BY 1, 2, 3, 4`,
  );
}

/** Writes down why the campaign that annoyed people paused itself: with the figures that are really there. */
export async function explainPause(campaignId: string, limit: number): Promise<void> {
  const { rows } = await pool().query<{ count: number; answered: number }>(
    `SELECT (SELECT count(*)::int FROM inbound_message WHERE campaign_id = $1::uuid AND reply_class = 'refuse') AS count,
            (SELECT count(*)::int FROM message WHERE campaign_id = $1::uuid AND state IN ('sent', 'delivered', 'failed', 'uncertain')) AS answered`, [campaignId],
  );
  const { count = 0, answered = 0 } = rows[0] ?? {};
  const percent = Math.round((count / answered) * 1_000) / 10;
  // In a small demo too few may have refused: then a person stopped it.
  const reason = percent > limit ? { code: "refusals", evidence: { count, answered, percent, limit } } : { code: "person", evidence: { by: "彭湘", reason: "核对名单后再发" } };
  await db().campaign.update({ where: { id: campaignId }, data: { pauseReason: reason }, select: { id: true } });
}
