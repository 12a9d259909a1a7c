import { setTimeout as sleep } from "node:timers/promises";
import { verifyChain } from "@/lib/server/audit/verify";
import { pool } from "@/lib/server/db/client";
import { clockMs } from "./measure";
import type { Taken } from "./notices";
import type { Refused } from "./phones";

/** One promise of the design, and what was found of it: nothing broken, or what. */
export type Checked = { readonly promise: string; readonly of: string; readonly broken: readonly string[] };

type Look = { id: string; name: string; audience: number; tallied: number; differing: number };

/** One statement, so one snapshot: roll-up against audience and against the messages themselves. */
const SUMS = `
  WITH c AS (SELECT id, name, frozen_count FROM campaign WHERE started_at IS NOT NULL),
       t AS (SELECT campaign_id, state, sum(count)::int AS n FROM campaign_tally GROUP BY 1, 2),
       m AS (SELECT campaign_id, state, count(*)::int AS n FROM message WHERE campaign_id IN (SELECT id FROM c) GROUP BY 1, 2)
  SELECT c.id, c.name, c.frozen_count AS audience, (SELECT sum(n) FROM t WHERE t.campaign_id = c.id)::int AS tallied,
         (SELECT count(*) FROM (SELECT * FROM t WHERE state <> 'pending') t FULL JOIN m USING (campaign_id, state) WHERE campaign_id = c.id AND coalesce(t.n, 0) <> coalesce(m.n, 0))::int AS differing
  FROM c`;

/** Looks at the sums again and again while the day goes on, and notes from when on each refusal was there for all to see. */
export class Watch {
  looks = 0;
  private readonly wrong: string[] = [];
  private readonly refusals = new Map<string, number>();

  async run(everyMs: number, ended: AbortSignal): Promise<void> {
    while (!ended.aborted) {
      await this.look();
      await sleep(everyMs, undefined, { signal: ended }).catch(() => undefined);
    }
  }

  async look(): Promise<void> {
    const { rows } = await pool().query<Look>(SUMS);
    this.looks += rows.length;
    for (const { name, audience, tallied, differing } of rows) {
      if (audience !== tallied) this.wrong.push(`${name}: audience ${audience}, sum of states ${tallied}`);
      if (differing !== 0) this.wrong.push(`${name}: ${differing} states differ from the messages`);
    }
    const { rows: refusals } = await pool().query<{ phone: string }>("SELECT encode(contact_index, 'hex') AS phone FROM suppression WHERE lifted_at IS NULL AND purpose = 'promotion'");
    const at = clockMs();
    for (const { phone } of refusals) if (!this.refusals.has(phone)) this.refusals.set(phone, at);
  }

  sums(): Checked {
    return { promise: "the sum is always right", of: `${this.looks} looks at campaigns`, broken: this.wrong };
  }

  /** No offer was submitted after a refusal could be read by anybody (by phone), or after the answer to the customer's own text (by customer). */
  async refusalsRespected(refused: Refused): Promise<Checked> {
    const { rows } = await pool().query<{ id: string }>(
      `SELECT m.id FROM message m JOIN unnest($1::bytea[], $2::float8[]) AS r(phone, at) ON r.phone = m.contact_index WHERE m.purpose = 'promotion' AND extract(epoch FROM m.submitted_at) * 1000 > r.at
       UNION SELECT m.id FROM message m JOIN unnest($3::uuid[], $4::float8[]) AS r(customer, at) ON r.customer = m.customer_id WHERE m.purpose = 'promotion' AND extract(epoch FROM m.submitted_at) * 1000 > r.at`,
      [[...this.refusals.keys()].map((phone) => Buffer.from(phone, "hex")), [...this.refusals.values()], [...refused.keys()], [...refused.values()]],
    );
    const { rows: stopped } = await pool().query<{ n: string }>("SELECT count(*) AS n FROM message WHERE purpose = 'promotion' AND state = 'withheld' AND reason = 'suppression'");
    return { promise: "the latest refusal wins", of: `${this.refusals.size} refusals, ${stopped[0]?.n ?? 0} offers stopped by one`, broken: rows.map((row) => `${row.id} was submitted after it`) };
  }
}

/** As the carrier saw it: nothing but a risk alert was handed over twice. */
export async function nothingTwice(): Promise<Checked> {
  const { rows } = await pool().query<{ reference: string; times: number }>(
    `SELECT s.reference, count(*)::int AS times FROM simulated_message s JOIN message m ON m.id = s.reference WHERE m.purpose <> 'risk' GROUP BY 1 HAVING count(*) > 1`,
  );
  const { rows: all } = await pool().query<{ n: string }>("SELECT count(*) AS n FROM simulated_message");
  return { promise: "nothing is sent twice", of: `${all[0]?.n ?? 0} texts at the carrier`, broken: rows.map((row) => `${row.reference}: ${row.times} times`) };
}

/** Every message that the API took is there and has come to rest, and there is none that nobody was told of. */
export async function nothingLost(taken: Taken, unanswered: number): Promise<Checked> {
  const { rows } = await pool().query<{ id: string; state: string }>("SELECT id, state FROM message WHERE api_key_id IS NOT NULL");
  const states = new Map(rows.map((row) => [row.id, row.state]));
  const broken = [...taken.keys()].flatMap((id) => {
    const state = states.get(id);
    if (state === undefined) return [`${id} was taken and is not there`];
    return ["queued", "submitting", "deferred"].includes(state) ? [`${id} is still ${state}`] : [];
  });
  const untold = rows.filter((row) => !taken.has(row.id)).length;
  if (untold > unanswered) broken.push(`${untold} messages are there that the API told nobody of (${unanswered} requests had no answer)`);
  return { promise: "every message of the API is accounted for", of: `${taken.size} messages`, broken };
}

/** What was done left its trace, in one unbroken chain. */
export async function traceWhole(): Promise<Checked> {
  const chain = await verifyChain();
  return { promise: "the trace shows no tampering", of: `${chain.entries} entries`, broken: chain.whole ? [] : [`entry ${chain.brokenAt} is ${chain.fault}`] };
}
