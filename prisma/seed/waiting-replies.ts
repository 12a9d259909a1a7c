import { randomUUID } from "node:crypto";
import { decrypt } from "@/lib/server/crypto/cipher";
import { db, pool } from "@/lib/server/db/client";
import { takeInbound } from "@/lib/server/inbound/take";
import type { SeededPerson } from "./organisation";

const MINUTE = 60_000;

/** What came in today, one of each kind that a person has to look at; minutes ago. */
const WAITING: readonly { readonly text: string; readonly ago: number; readonly mine?: true }[] = [
  { text: "别再给我发了，天天发烦不烦", ago: 320 },
  { text: "你们客户经理答应的利率和合同不一样，我要投诉", ago: 130 },
  { text: "不需要这些，不要再打扰我", ago: 95 },
  { text: "帮助", ago: 70 },
  { text: "我没办过贷款，怎么收到还款短信，是不是有人冒用我身份证", ago: 55 },
  { text: "推定", ago: 40 },
  { text: "我的社保卡到了没有，去哪里领", ago: 25, mine: true },
  { text: "能不能少发点，手机都响一天了", ago: 12, mine: true },
  { text: "这周六网点开门吗", ago: 8 },
];

type Writer = { readonly phone_cipher: Buffer };

/** Texts that wait in the inbox on the day the demo begins, taken the way a carrier's are. */
export async function seedWaitingReplies(accountId: string, officer: SeededPerson, now: Date): Promise<void> {
  // Whoever shows on the demo's phones, has a phone of his own, and has refused nothing.
  const { rows } = await pool().query<Writer>(
    `SELECT c.phone_cipher FROM customer c WHERE EXISTS (SELECT FROM simulated_message s WHERE s.to_index = c.phone_index)
       AND (SELECT count(*) FROM customer h WHERE h.phone_index = c.phone_index) = 1
       AND NOT EXISTS (SELECT FROM suppression p WHERE p.contact_index = c.phone_index) AND NOT EXISTS (SELECT FROM inbound_message i WHERE i.from_index = c.phone_index)
     ORDER BY c.number LIMIT $1`, [WAITING.length],
  );
  for (const [index, { text, ago, mine }] of WAITING.entries()) {
    const writer = rows[index];
    if (!writer) return;
    const providerInboundId = `W-${randomUUID()}`;
    await takeInbound(accountId, [{ providerInboundId, from: decrypt(writer.phone_cipher, "customer.phone"), text, at: now }]);
    const { id, dueAt, receivedAt } = await db().inboundMessage.findFirstOrThrow({ where: { providerInboundId }, select: { id: true, dueAt: true, receivedAt: true } });
    const earlier = (at: Date) => new Date(at.getTime() - ago * MINUTE);
    await db().inboundMessage.update({
      where: { id },
      data: { receivedAt: earlier(receivedAt), dueAt: dueAt && earlier(dueAt), ...(mine ? { assigneeId: officer.id, assigneeName: officer.name } : {}) }, select: { id: true },
    });
  }
}

/** The demo bank confirms refusals, with the text written for it. */
export async function seedConfirmation(by: string): Promise<void> {
  await db().setting.create({ data: { key: "reply.confirm_refusal", value: { allowed: true, template: "reply.refusal-confirmed" }, updatedBy: by }, select: { key: true } });
}
