import "server-only";
import type { PoolClient } from "pg";
import type { Authorized } from "@/lib/domain/access/permissions";
import type { ConsentEntry } from "@/lib/domain/consent/state";
import { readChannelPreferences } from "@/lib/domain/customer/channel-preferences";
import { refusalsInForce } from "@/lib/domain/rights/refusals";
import { mayErase } from "@/lib/domain/rights/request";
import type { EraseInput } from "@/lib/domain/rights/schema";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import { appendAudit } from "../audit/record";
import { now } from "../clock";
import { decrypt } from "../crypto/cipher";
import { pool } from "../db/client";
import { inSqlTransaction } from "../db/transaction";
import { findRefusedRows, wipeRefusedRows, type RefusedRow } from "./refused-rows";
import type { RequestRefusal } from "./request";
import { closeWaysIn, wipeCustomer, wipeInbound, wipeListCells, wipeMessages } from "./wipe";

type EraseRefusal = RequestRefusal | { readonly code: "rights.same_person" | "rights.number_mistyped" | "rights.others_open" };
type Actor = Authorized<"rights:erase">;

type Row = {
  id: string; number: string; branch_path: string; phone_cipher: Buffer | null; phone_index: Buffer | null; email_cipher: Buffer | null; email_index: Buffer | null;
  channels: unknown; preference_at: Date | null;
};
type Request = { id: string; kind: string; state: string; branch_path: string; customer_id: string; opened_by_id: string; evidence: string | null };

const REQUEST = "SELECT id, kind, state, branch_path, customer_id, opened_by_id, evidence FROM person_request WHERE id = $1::uuid AND starts_with(branch_path, $2)";
const CUSTOMER = `SELECT c.id, c.number, c.branch_path, c.phone_cipher, c.phone_index, c.email_cipher, c.email_index, p.channels, p.updated_at AS preference_at
  FROM customer c LEFT JOIN preference p ON p.customer_id = c.id WHERE c.id = $1::uuid`;

/** Whether this request may be carried out by this person at all. */
function whyNot(actor: Actor, request: Request | undefined): EraseRefusal | null {
  if (!request) return { code: "rights.not_found" };
  if (request.state !== "open") return { code: "rights.not_open" };
  if (request.kind !== "erasure") return { code: "rights.other_kind" };
  return mayErase(actor.id, { openedById: request.opened_by_id }) ? null : { code: "rights.same_person" };
}

/** Rows of files that were not taken are looked for before anything is held: reading them may take seconds. */
async function rowsToWipe(actor: Actor, requestId: string): Promise<Result<RefusedRow[], EraseRefusal>> {
  const { rows } = await pool().query<Request>(REQUEST, [requestId, actor.branchPath]);
  const refusal = whyNot(actor, rows[0]);
  if (refusal) return fail(refusal);
  const { rows: people } = await pool().query<Row>(CUSTOMER, [rows[0]?.customer_id]);
  const person = people[0];
  if (!person) return fail({ code: "rights.not_found" });
  return ok(await findRefusedRows(pool(), {
    number: person.number, phone: person.phone_cipher && decrypt(person.phone_cipher, "customer.phone"), email: person.email_cipher && decrypt(person.email_cipher, "customer.email"),
  }));
}

/**
 * Erases a person (PIPL 47): names, numbers, texts and wishes are gone; counts, the trace of each decision, the ledger and
 * the audit trail stay, without a person behind them; every refusal in force lives on as the keyed hash of the contact
 * point. One transaction: after a crash all of it happened, or none.
 */
export async function eraseCustomer(actor: Actor, input: EraseInput): Promise<Result<null, EraseRefusal>> {
  const refused = await rowsToWipe(actor, input.requestId);
  if (!refused.ok) return refused;
  return inSqlTransaction(async (client) => {
    const { rows: asked } = await client.query<Request>(REQUEST, [input.requestId, actor.branchPath]);
    const customerId = asked[0]?.customer_id;
    if (customerId === undefined) return fail({ code: "rights.not_found" });
    await stopExpansion(client, customerId);
    // The customer's row first, then the request, like every other answer: two at once wait, and never in a circle.
    const { rows: people } = await client.query<Row>(`${CUSTOMER} FOR UPDATE OF c`, [customerId]);
    const { rows } = await client.query<Request>(`${REQUEST} FOR UPDATE`, [input.requestId, actor.branchPath]);
    const [row, request] = [people[0], rows[0]];
    const refusal = whyNot(actor, request);
    if (refusal || !request || !row) return fail(refusal ?? { code: "rights.not_found" });
    if (row.number !== input.number.toUpperCase()) return fail({ code: "rights.number_mistyped" });
    // Who asks for a copy and for erasure gets the copy first: afterwards there is nothing left to answer with.
    const { rowCount: others } = await client.query("SELECT 1 FROM person_request WHERE customer_id = $1::uuid AND state = 'open' AND id <> $2::uuid LIMIT 1", [row.id, request.id]);
    if (others) return fail({ code: "rights.others_open" });

    const person = { id: row.id, number: row.number, phoneIndex: row.phone_index };
    const suppressions = await keepRefusals(client, actor, row, request);
    const { messages, withheld } = await wipeMessages(client, person);
    const inbound = await wipeInbound(client, person);
    const lists = await wipeListCells(client, person);
    const rowsOfFiles = await wipeRefusedRows(client, refused.value);
    const links = await closeWaysIn(client, person);
    await wipeCustomer(client, person);
    const counts = { messages, withheld, inbound, lists, rowsOfFiles, links, suppressions };
    await client.query(
      "UPDATE person_request SET state = 'done', outcome = $2::jsonb, closed_by_id = $3, closed_by = $4, closed_at = $5::timestamptz WHERE id = $1::uuid AND state = 'open'",
      [request.id, JSON.stringify(counts), actor.id, actor.name, now()],
    );
    await appendAudit(client, actor, {
      action: "rights.erased", subjectType: "person_request", subjectId: request.id, branchPath: request.branch_path, detail: { customer: row.id, recordedBy: request.opened_by_id, ...counts },
    });
    return ok(null);
  });
}

/** Lets no chunk of a running campaign write a text to this person while the person is being erased (the lock of expand.ts). */
async function stopExpansion(client: PoolClient, customerId: string): Promise<void> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT c.id FROM campaign c WHERE c.state = 'running' AND c.cursor < c.frozen_count
       AND EXISTS (SELECT FROM campaign_audience a WHERE a.campaign_id = c.id AND a.customer_id = $1::uuid AND a.ordinal > c.cursor) ORDER BY c.id`, [customerId],
  );
  for (const { id } of rows) await client.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [`expand:${id}`]);
}

/** Writes each refusal in force to the contact point's keyed hash, where no suppression says it yet: the no survives the person's data. */
async function keepRefusals(client: PoolClient, actor: Actor, row: Row, request: Request): Promise<number> {
  const { rows: entries } = await client.query<ConsentEntry>("SELECT channel, purpose, state, at, source FROM consent_entry WHERE customer_id = $1::uuid", [row.id]);
  const preferences = row.preference_at && { channels: readChannelPreferences(row.channels), updatedAt: row.preference_at };
  const kept = refusalsInForce(entries, preferences).flatMap((one) => {
    const contact = one.channel === "email" ? row.email_index : row.phone_index;
    return contact ? [{ ...one, contact }] : [];
  });
  const { rowCount } = await client.query(
    `INSERT INTO suppression (id, contact_index, channel, purpose, source, evidence, at, recorded_by)
     SELECT gen_random_uuid(), contact, channel, purpose, 'rights', $5, at, $6 FROM unnest($1::bytea[], $2::text[], $3::text[], $4::timestamptz[]) AS r(contact, channel, purpose, at)
     ON CONFLICT DO NOTHING`,
    [kept.map((one) => one.contact), kept.map((one) => one.channel), kept.map((one) => one.purpose), kept.map((one) => one.at), request.evidence ?? request.id, actor.name],
  );
  return rowCount ?? 0;
}
