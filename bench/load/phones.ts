import { setTimeout as sleep } from "node:timers/promises";
import { replyFromPhone } from "@/lib/server/carriers/simulator/commands";
import { pool } from "@/lib/server/db/client";
import { clockMs, type Seen } from "./measure";
import type { Person } from "./stage";

const EVERY_MS = 400;
const WORDS = ["R", "退订", "谢谢", "R", "谢谢，收到"] as const;
const REFUSES: ReadonlySet<string> = new Set(["R", "退订"]);

/** Customers whose refusal held, and since when: from there on no offer may be submitted. */
export type Refused = Map<string, number>;

/** Somebody whose phone shows a notice, who has written nothing yet, and whom the promotion has not reached. */
async function somebody(): Promise<string | undefined> {
  const { rows } = await pool().query<{ customer_id: string }>(
    `SELECT m.customer_id FROM message m JOIN customer c ON c.id = m.customer_id WHERE m.purpose = 'account' AND m.state = 'delivered'
       AND NOT EXISTS (SELECT FROM message p WHERE p.customer_id = m.customer_id AND p.purpose = 'promotion')
       AND NOT EXISTS (SELECT FROM inbound_message i WHERE i.from_index = c.phone_index) ORDER BY m.id DESC LIMIT 20`,
  );
  return rows[Math.floor(Math.random() * rows.length)]?.customer_id;
}

/** Customers who answer from their phones before the offer reaches them: the simulator's own replies come on top. */
export async function answerFromPhones(reader: Person, refused: Refused, seen: Seen, ended: AbortSignal): Promise<void> {
  for (let turn = 0; !ended.aborted; turn += 1) {
    const customerId = await somebody();
    const text = WORDS[turn % WORDS.length] ?? "R";
    if (customerId !== undefined) {
      await seen.time(REFUSES.has(text) ? "reply: refusal" : "reply: thanks", () => replyFromPhone(reader.actor, { customerId, text }), (result) => (result.ok ? null : result.error.code));
      if (REFUSES.has(text)) refused.set(customerId, clockMs());
    }
    await sleep(EVERY_MS, undefined, { signal: ended }).catch(() => undefined);
  }
}
