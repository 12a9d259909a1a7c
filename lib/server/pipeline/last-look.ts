import "server-only";
import type { PoolClient } from "pg";
import type { TraceEntry } from "@/lib/domain/policy/facts";
import { rulesInForce, type RulePack } from "@/lib/domain/policy/pack";
import type { Channel, Purpose } from "@/lib/domain/shared/vocabulary";
import { now } from "../clock";
import { withholdAll, type HeldMessage } from "./move";
import type { TallyDeltas } from "./tally";

/**
 * Conditions over `m` (contact_index, customer_id, channel, purpose) that a refusal makes true, in the claiming statement
 * itself: what was committed a moment ago still wins. `$at`, `$shared` (a refusal holds for texts and calls to one phone
 * alike) and `$exempt` (the purpose needs no consent) are numbers of parameters.
 */
export function refusedCondition(at: string, shared: string, exempt: string): string {
  return `(EXISTS (
       SELECT FROM suppression s WHERE s.contact_index = m.contact_index AND s.lifted_at IS NULL AND (s.purpose IS NULL OR s.purpose = m.purpose)
         AND (s.channel IS NULL OR s.channel = m.channel OR (${shared} AND s.channel <> 'email' AND m.channel <> 'email')))
     OR (NOT ${exempt} AND 'withdrawn' IS NOT DISTINCT FROM (
       SELECT e.state FROM consent_entry e WHERE e.customer_id = m.customer_id AND e.channel = m.channel AND e.purpose = m.purpose
         AND (e.state = 'withdrawn' OR e.at <= ${at}) ORDER BY e.at DESC, e.state DESC LIMIT 1)))`;
}

/** What the pack says of refusals: the two flags that `refusedCondition` takes. */
export function refusalFlags(pack: RulePack, purpose: Purpose, channel: Channel, at: Date): { readonly shared: boolean; readonly exempt: boolean } {
  const rules = rulesInForce(pack, purpose, channel, at.getTime());
  return { shared: rules.suppression?.params.sharedPhone ?? true, exempt: rules.consent?.params.basis === "exempt" };
}

/** Ids of those among messages of one purpose and channel whose customers have refused by now. */
export async function refusedSince(
  client: PoolClient, messages: readonly HeldMessage[], { purpose, channel }: { readonly purpose: Purpose; readonly channel: Channel }, pack: RulePack, at: Date,
): Promise<ReadonlySet<string>> {
  if (messages.length === 0) return new Set();
  const { shared, exempt } = refusalFlags(pack, purpose, channel, at);
  const { rows } = await client.query<{ id: string }>(
    `SELECT m.id FROM (SELECT d.id, d.contact_index, d.customer_id, $4::text AS purpose, $5::text AS channel FROM unnest($1::uuid[], $2::bytea[], $3::uuid[]) AS d(id, contact_index, customer_id)) m
     WHERE ${refusedCondition("$6", "$7", "$8")}`,
    [messages.map((one) => one.id), messages.map((one) => one.contactIndex), messages.map((one) => one.customerId), purpose, channel, at, shared, exempt],
  );
  return new Set(rows.map((row) => row.id));
}

/** Refused between the decision and the claim: the trace gets one more entry that says so. */
export async function withholdRefused(client: PoolClient, refused: readonly HeldMessage[], deltas: TallyDeltas): Promise<void> {
  if (refused.length === 0) return;
  await withholdAll(client, refused, "suppression", deltas);
  const entry: TraceEntry = { rule: "suppression", row: null, outcome: "withhold", evidence: { scope: "all", at: now().toISOString(), source: "claim", word: "" } };
  await client.query("UPDATE message SET trace = trace || $2::jsonb WHERE id = ANY($1::uuid[])", [refused.map((one) => one.id), JSON.stringify([entry])]);
}
