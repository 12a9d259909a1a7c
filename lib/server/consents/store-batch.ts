import "server-only";
import type { PoolClient } from "pg";
import type { Authorized } from "@/lib/domain/access/permissions";
import type { ConsentRow } from "@/lib/domain/consent/import-row";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import { endOfBankDay, startOfBankDay } from "../bank-calendar";
import { now } from "../clock";
import { encrypt } from "../crypto/cipher";
import { findByKeys } from "../customers/find-by-keys";
import { writeWords, type Word } from "./write";

export type ReadRow = { readonly line: number; readonly cells: readonly string[]; readonly read: Result<ConsentRow, { code: string }> };
export type ImportCounts = { rows: number; taken: number; refused: number };

/** What entries name that came in a file without saying under which words. */
const IMPORT_WORDING = "import";
const MINUTE_MS = 60_000;

/** When it was said. A day without an hour: consent counts from its beginning, a refusal to its end, so that in doubt the no is the later word. */
function momentOf({ state, day, minute }: ConsentRow): Date {
  if (minute !== null) return new Date(startOfBankDay(day).getTime() + minute * MINUTE_MS);
  return state === "given" ? startOfBankDay(day) : endOfBankDay(day);
}

const isFuture = ({ day, minute }: ConsentRow) => startOfBankDay(day).getTime() + (minute ?? 0) * MINUTE_MS > now().getTime();

/** Versions of words that the file names and that were published for the purpose. */
async function knownWordings(client: PoolClient, rows: readonly ConsentRow[]): Promise<(row: ConsentRow) => string | null> {
  const named = [...new Set(rows.map((row) => row.wording).filter((version) => version !== ""))];
  const { rows: found } = await client.query<{ version: string; purpose: string }>("SELECT version, purpose FROM consent_wording WHERE version = ANY($1::text[]) AND published_at IS NOT NULL", [named]);
  return (row) => (row.wording === "" ? IMPORT_WORDING : found.some((one) => one.version === row.wording && one.purpose === row.purpose) ? row.wording : null);
}

const keyOf = (word: { customerId: string; channel: string; purpose: string; state: string; at: Date; evidence: string | null }) =>
  [word.customerId, word.channel, word.purpose, word.state, word.at.getTime(), word.evidence ?? ""].join("\u001f");

/** Words that the ledger does not hold yet; the same line twice in a file counts once. */
async function onlyNew(client: PoolClient, words: readonly Word[]): Promise<readonly Word[]> {
  const { rows } = await client.query<{ customer_id: string; channel: string; purpose: string; state: string; at: Date; evidence: string | null }>(
    "SELECT customer_id, channel, purpose, state, at, evidence FROM consent_entry WHERE customer_id = ANY($1::uuid[])", [[...new Set(words.map((word) => word.customer.id))]],
  );
  const known = new Set(rows.map((row) => keyOf({ ...row, customerId: row.customer_id })));
  return words.filter((word) => {
    const key = keyOf({ ...word, customerId: word.customer.id });
    if (known.has(key)) return false;
    known.add(key);
    return true;
  });
}

/** Writes one batch of a file: words to the ledger, the rest to the refusals with line, reason and cells. */
export async function storeConsentBatch(client: PoolClient, actor: Authorized<"customer:import">, importId: string, batch: readonly ReadRow[], counts: ImportCounts): Promise<void> {
  const readable = batch.flatMap(({ read }) => (read.ok ? [read.value] : []));
  const [customerOf, wordingOf] = [await findByKeys(client, actor, readable.map((row) => row.key)), await knownWordings(client, readable)];
  const toWord = (row: ConsentRow): Result<Word, { code: string }> => {
    if (isFuture(row)) return fail({ code: "consent.future" });
    const customer = customerOf(row.key);
    if (!customer.ok) return customer;
    const wordingVersion = wordingOf(row);
    if (wordingVersion === null) return fail({ code: "consent.wording" });
    const { channel, purpose, state, evidence } = row;
    return ok({ customer: customer.value, channel, purpose, state, evidence, wordingVersion, source: "import", at: momentOf(row), recordedBy: actor.name, importId });
  };
  const judged = batch.map(({ line, cells, read }) => ({ line, cells, word: read.ok ? toWord(read.value) : read }));
  const words = await onlyNew(client, judged.flatMap(({ word }) => (word.ok ? [word.value] : [])));
  await writeWords(client, words);
  const refused = judged.flatMap(({ line, cells, word }) => (word.ok ? [] : [{ line, code: word.error.code, cells: Buffer.from(encrypt(JSON.stringify(cells), "consent.cells")) }]));
  await client.query(
    "INSERT INTO consent_import_refusal (import_id, line, code, cells_cipher) SELECT $1::uuid, line, code, cells FROM unnest($2::int[], $3::text[], $4::bytea[]) AS t(line, code, cells)",
    [importId, refused.map((row) => row.line), refused.map((row) => row.code), refused.map((row) => row.cells)],
  );
  counts.rows += batch.length;
  counts.taken += words.length;
  counts.refused += refused.length;
}
