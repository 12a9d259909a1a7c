import "server-only";
import { v7 } from "uuid";
import { systemActor } from "@/lib/domain/access/permissions";
import { lapsesAt, type KnownWording } from "@/lib/domain/consent/lapse";
import { appendAudit } from "../audit/record";
import { now } from "../clock";
import { pool } from "../db/client";
import { inSqlTransaction } from "../db/transaction";
import { logger } from "../logger";
import { requestWith } from "../messages/request-message";
import { packInForce } from "../rules/queries";
import { readKnownWordings } from "./lapse";

type Wording = { id: string; version: string; purpose: string; renew_by: Date; effective_from: Date; request_template: string; channel: string };
type Candidate = { id: string; number: string; at: Date; wording_version: string };
type Cursor = { readonly wording: number; readonly after: string };

const actor = systemActor("renewal", ["message:send"]);
const CUSTOMERS_A_BATCH = 200;
const FIRST = "00000000-0000-0000-0000-000000000000";
// A claim whose outcome is unknown belongs to a worker that died, once it is so old.
const ABANDONED_MS = 10 * 60_000;
// What a rule withheld (a cap, a cooling-off) may be allowed later; the customer has not been asked.
const WITHHELD_AGAIN_MS = 30 * 86_400_000;

/** Published words that demand renewal by a day to come and name the template to ask with. */
async function wordingsToAskFor(): Promise<readonly Wording[]> {
  const { rows } = await pool().query<Wording>(
    `SELECT w.id, w.version, w.purpose, w.renew_by, w.effective_from, w.request_template, t.channel FROM consent_wording w JOIN template t ON t.key = w.request_template
     WHERE w.state = 'published' AND w.effective_from <= $1 AND w.renew_by > $1 AND t.use = 'consent_request' AND t.asks_for = w.purpose AND t.retired_at IS NULL ORDER BY w.effective_from, w.id`, [now()],
  );
  return rows;
}

/** The next customers, by id, whose latest word for the purpose is a consent under older words. */
async function candidates(wording: Wording, known: readonly KnownWording[], after: string): Promise<readonly Candidate[]> {
  const current = known.filter((one) => one.purpose === wording.purpose && one.effectiveFrom >= wording.effective_from).map((one) => one.version);
  const { rows } = await pool().query<Candidate>(
    `SELECT c.id, c.number, e.at, e.wording_version FROM customer c CROSS JOIN LATERAL (
       SELECT state, at, wording_version FROM consent_entry WHERE customer_id = c.id AND channel = $1 AND purpose = $2 ORDER BY at DESC, state = 'withdrawn' DESC, id DESC LIMIT 1) e
     WHERE c.id > $3::uuid AND c.closed_at IS NULL AND c.erased_at IS NULL AND e.state = 'given' AND e.wording_version <> ALL($4::text[]) ORDER BY c.id LIMIT $5`,
    [wording.channel, wording.purpose, after, current, CUSTOMERS_A_BATCH],
  );
  return rows;
}

/** Claims the right to ask, one worker for each customer: a claim that died keeps its message id, so that nothing is asked twice. */
async function claim(wordingId: string, customers: readonly Candidate[]): Promise<ReadonlyMap<string, string>> {
  const at = now();
  const { rows } = await pool().query<{ customer_id: string; message_id: string }>(
    `INSERT INTO consent_renewal AS r (wording_id, customer_id, message_id, claimed_at) SELECT $1::uuid, customer, message, $4 FROM unnest($2::uuid[], $3::uuid[]) AS t(customer, message)
     ON CONFLICT (wording_id, customer_id) DO UPDATE SET claimed_at = excluded.claimed_at, outcome = NULL, message_id = CASE WHEN r.outcome IS NULL THEN r.message_id ELSE excluded.message_id END
       WHERE (r.outcome IS NULL AND r.claimed_at < $5) OR (r.outcome = 'withhold' AND r.claimed_at < $6)
     RETURNING customer_id, message_id`,
    [wordingId, customers.map((one) => one.id), customers.map(() => v7()), at, new Date(at.getTime() - ABANDONED_MS), new Date(at.getTime() - WITHHELD_AGAIN_MS)],
  );
  return new Map(rows.map((row) => [row.customer_id, row.message_id]));
}

const settle = (wordingId: string, customerId: string, outcome: string) => pool().query("UPDATE consent_renewal SET outcome = $3 WHERE wording_id = $1::uuid AND customer_id = $2::uuid", [wordingId, customerId, outcome]);

/** Asks one batch through the rules; answers where to go on, or null when nothing is left of these words. */
async function askBatch(wording: Wording, known: readonly KnownWording[], after: string): Promise<string | null> {
  const found = await candidates(wording, known, after);
  const last = found.at(-1);
  if (!last) return null;
  const due = found.filter((one) => {
    const end = lapsesAt({ purpose: wording.purpose, wordingVersion: one.wording_version, at: one.at, state: "given" }, known);
    return end !== null && end > now();
  });
  const claimed = await claim(wording.id, due);
  if (claimed.size === 0) return last.id;
  const pack = await packInForce();
  const counts: Record<string, number> = { send: 0, wait: 0, withhold: 0, refused: 0 };
  for (const one of due) {
    const id = claimed.get(one.id);
    if (id === undefined) continue;
    const asked = await requestWith(actor, { id, template: wording.request_template, customer: one.number, variables: {} }, pack);
    if (!asked.ok && !asked.error.code.startsWith("customer.")) {
      // The template or the carrier, not this customer: asked again on another day, with the same message id.
      logger().warn({ wording: wording.version, code: asked.error.code }, "renewal of consent cannot be asked for");
      return null;
    }
    const outcome = asked.ok ? asked.value.decision.outcome : "refused";
    counts[outcome] = (counts[outcome] ?? 0) + 1;
    await settle(wording.id, one.id, asked.ok ? outcome : asked.error.code);
  }
  await inSqlTransaction((client) => appendAudit(client, actor, { action: "consent.renewal_asked", subjectType: "wording", subjectId: wording.id, detail: { version: wording.version, ...counts } }));
  return last.id;
}

/**
 * A round over everybody whose consent will lapse because newer words demand renewal: each is asked once, and only what the
 * rules allow; whoever does not answer has refused by lapse (Order 31, art. 18-20) and is not asked again. Each call of what
 * it answers does one batch and says whether more is left; nothing but the place in the round is kept in memory.
 */
export function renewalRound(): () => Promise<boolean> {
  let place: Cursor = { wording: 0, after: FIRST };
  return async () => {
    const wordings = await wordingsToAskFor();
    const wording = wordings[place.wording];
    if (!wording) {
      place = { wording: 0, after: FIRST };
      return false;
    }
    const next = await askBatch(wording, await readKnownWordings(pool()), place.after);
    place = next === null ? { wording: place.wording + 1, after: FIRST } : { ...place, after: next };
    return true;
  };
}
