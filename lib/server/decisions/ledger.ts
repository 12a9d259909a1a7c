import "server-only";
import { consentsAt, suppressionsAt, type DatedSuppression } from "@/lib/domain/policy/as-of";
import type { CustomerFacts } from "@/lib/domain/policy/facts";
import type { Channel, Purpose } from "@/lib/domain/shared/vocabulary";
import type { PipelinePerson } from "../pipeline/people";
import type { Sql } from "../pipeline/sql";

type Row = { contact_index: Buffer; purpose: Purpose | null; channel: Channel | null; at: Date; source: string; lifted_at: Date | null };

const keyOf = (index: Uint8Array) => Buffer.from(index).toString("latin1");

/** Every refusal of these contact points, also those taken back since. */
export async function readSuppressions(sql: Sql, indexes: readonly Uint8Array[]): Promise<Map<string, DatedSuppression[]>> {
  const { rows } = await sql.query<Row>(
    "SELECT contact_index, purpose, channel, at, source, lifted_at FROM suppression WHERE contact_index = ANY($1::bytea[])", [indexes],
  );
  const found = new Map<string, DatedSuppression[]>();
  for (const { contact_index, lifted_at, ...fact } of rows) {
    const key = keyOf(contact_index);
    found.set(key, [...(found.get(key) ?? []), { ...fact, liftedAt: lifted_at }]);
  }
  return found;
}

/** The person's facts with consents and refusals as they stood at an instant; preferences are kept as they are today. */
export function factsAsOf(person: PipelinePerson, suppressions: ReadonlyMap<string, readonly DatedSuppression[]>, at: Date, now: Date): CustomerFacts {
  const all = person.contactIndex === null ? [] : (suppressions.get(keyOf(person.contactIndex)) ?? []);
  return { ...person.facts, consents: consentsAt(person.facts.consents, at, now), suppressions: suppressionsAt(all, at) };
}
