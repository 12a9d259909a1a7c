import "server-only";
import type { ConsentEntry } from "@/lib/domain/consent/state";
import { groupsOf } from "@/lib/domain/customer/groups";
import type { CustomerFacts, SuppressionFact } from "@/lib/domain/policy/facts";
import type { Channel, Purpose } from "@/lib/domain/shared/vocabulary";
import { environment } from "../env";
import { lapseReader } from "../wordings/lapse";
import type { Sql } from "./sql";

/** A customer as deciding and rendering need one; the name stays encrypted until a text asks for it. */
export type PipelinePerson = {
  readonly id: string;
  readonly number: string;
  readonly branchId: string;
  readonly branchPath: string;
  readonly branchName: string;
  readonly nameCipher: Uint8Array;
  /** Contact point of the channel. */
  readonly toCipher: Uint8Array | null;
  readonly contactIndex: Uint8Array | null;
  readonly facts: CustomerFacts;
};

type Row = {
  id: string; number: string; branch_id: string; branch_path: string; branch_name: string; name_cipher: Buffer; to_cipher: Buffer | null; contact_index: Buffer | null;
  time_zone: string | null; closed: boolean; channels: Channel[] | null; quiet_from: number | null; quiet_to: number | null;
  elder_friendly: boolean | null; no_profiling: boolean | null; wants_calls: boolean | null;
  small_amount_yuan: number | null; birth_year: number | null; risk_tolerance: number | null; tags: string[]; products: string[]; kind: string | null;
};

const PEOPLE = (contact: "phone" | "email") => `
  SELECT c.id, c.number, c.branch_id, c.branch_path, b.name AS branch_name, c.name_cipher, c.${contact}_cipher AS to_cipher, c.${contact}_index AS contact_index,
         c.time_zone, c.closed_at IS NOT NULL AS closed, p.channels -> $2 AS channels, p.quiet_from, p.quiet_to, p.elder_friendly, p.no_profiling, p.wants_calls, p.small_amount_yuan,
         c.birth_year, c.risk_tolerance, c.tags, c.products, c.kind
  FROM customer c JOIN branch b ON b.id = c.branch_id LEFT JOIN preference p ON p.customer_id = c.id
  WHERE c.id = ANY($1::uuid[])`;

const CONSENTS = "SELECT customer_id, purpose, state, at, source, wording_version FROM consent_entry WHERE customer_id = ANY($1::uuid[]) AND channel = $2 AND purpose = ANY($3::text[])";
const SUPPRESSIONS = `
  SELECT contact_index, purpose, channel, at, source FROM suppression
  WHERE contact_index = ANY($1::bytea[]) AND lifted_at IS NULL AND (purpose IS NULL OR purpose = ANY($2::text[]))`;

const NOBODY: readonly never[] = [];

function preferencesOf(row: Row): CustomerFacts["preferences"] {
  return {
    channels: row.channels,
    quietHours: row.quiet_from !== null && row.quiet_to !== null ? { fromMinute: row.quiet_from, toMinute: row.quiet_to } : null,
    elderFriendly: row.elder_friendly ?? false, noProfiling: row.no_profiling ?? false, wantsCalls: row.wants_calls ?? false, smallAmount: row.small_amount_yuan,
  };
}

function grouped<R, T>(rows: readonly R[], key: (row: R) => string, value: (row: R) => T): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group) group.push(value(row));
    else groups.set(key(row), [value(row)]);
  }
  return groups;
}

/**
 * Customers with everything that the rules ask about them, in four statements whatever their number; `asksFor`: the
 * purpose for which the message asks for consent.
 */
export async function readPeople(sql: Sql, ids: readonly string[], purpose: Purpose, channel: Channel, asksFor: Purpose | null = null): Promise<Map<string, PipelinePerson>> {
  const purposes = asksFor === null ? [purpose] : [purpose, asksFor];
  const { rows } = await sql.query<Row>(PEOPLE(channel === "email" ? "email" : "phone"), [ids, purpose]);
  const { rows: consentRows } = await sql.query<{ customer_id: string; purpose: Purpose; state: "given" | "withdrawn"; at: Date; source: string; wording_version: string }>(CONSENTS, [ids, channel, purposes]);
  const lapseOf = await lapseReader(sql);
  const indexes = rows.map((row) => row.contact_index).filter((index) => index !== null);
  const { rows: suppressionRows } = await sql.query<{ contact_index: Buffer; purpose: Purpose | null; channel: Channel | null; at: Date; source: string }>(
    SUPPRESSIONS, [indexes, purposes],
  );
  const consents = grouped(consentRows, (row) => row.customer_id, ({ customer_id: _, wording_version: wordingVersion, ...entry }): ConsentEntry => ({ channel, ...entry, lapsesAt: lapseOf({ ...entry, wordingVersion }) }));
  const suppressions = grouped(suppressionRows, (row) => row.contact_index.toString("latin1"), ({ contact_index: _, ...fact }): SuppressionFact => fact);
  const { BANK_TIME_ZONE } = environment();
  return new Map(rows.map((row) => {
    const facts: CustomerFacts = {
      timeZone: row.time_zone ?? BANK_TIME_ZONE, hasContactPoint: row.to_cipher !== null, closed: row.closed, birthDate: null, birthYear: row.birth_year,
      riskTolerance: row.risk_tolerance, groups: groupsOf(row.kind === null ? [...row.tags, ...row.products] : [...row.tags, ...row.products, row.kind]),
      suppressions: row.contact_index === null ? NOBODY : (suppressions.get(row.contact_index.toString("latin1")) ?? NOBODY),
      consents: consents.get(row.id) ?? NOBODY, preferences: preferencesOf(row),
    };
    return [row.id, {
      id: row.id, number: row.number, branchId: row.branch_id, branchPath: row.branch_path, branchName: row.branch_name,
      nameCipher: row.name_cipher, toCipher: row.to_cipher, contactIndex: row.contact_index, facts,
    }];
  }));
}
