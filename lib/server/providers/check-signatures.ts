import "server-only";
import { systemActor } from "@/lib/domain/access/permissions";
import { CHECKS, standingAfter, type Standing } from "@/lib/domain/providers/filing-state";
import { recordAudit } from "../audit/record";
import { readAccount, type ReadAccount } from "../carriers/accounts";
import type { FilingState } from "../carriers/port";
import { driverForSending, driverKeys, findDriver } from "../carriers/registry";
import { now } from "../clock";
import { pool } from "../db/client";
import { inTransaction } from "../db/transaction";
import { reportUnexpected } from "../logger";

type Row = { provider_account_id: string; signature_id: string; text: string; state: Standing };

const ACTOR = systemActor("filings", []);

/** Every signature in use, at every account that is: a row for each that has none yet. */
async function openRows(): Promise<void> {
  await pool().query(
    `INSERT INTO account_signature (provider_account_id, signature_id)
     SELECT a.id, s.id FROM provider_account a CROSS JOIN signature s WHERE a.disabled_at IS NULL AND NOT a.dry_run AND s.retired_at IS NULL AND a.driver = ANY($1::text[])
     ON CONFLICT DO NOTHING`, [driversThatTell()],
  );
}

/** Drivers that can be asked about signatures, and may be reached from this installation. */
function driversThatTell(): readonly string[] {
  return driverKeys().filter((key) => findDriver(key)?.signatureState !== undefined && driverForSending(key).ok);
}

/** Takes what is due and pushes it back in the same statement, so that several workers ask about different ones. */
async function takeDue(at: Date): Promise<readonly Row[]> {
  const { rows } = await pool().query<Row>(
    `UPDATE account_signature f SET checked_at = $1::timestamptz FROM (
       SELECT f.provider_account_id, f.signature_id, s.text FROM account_signature f JOIN signature s ON s.id = f.signature_id JOIN provider_account a ON a.id = f.provider_account_id
       WHERE s.retired_at IS NULL AND a.disabled_at IS NULL AND NOT a.dry_run AND a.driver = ANY($5::text[])
         AND (f.checked_at IS NULL OR f.checked_at <= $1::timestamptz - make_interval(secs => CASE WHEN f.state = 'filed' THEN $3::float8 ELSE $4::float8 END))
       ORDER BY f.checked_at NULLS FIRST LIMIT $2 FOR UPDATE OF f SKIP LOCKED) d
     WHERE f.provider_account_id = d.provider_account_id AND f.signature_id = d.signature_id RETURNING f.provider_account_id, f.signature_id, f.state, d.text`,
    [at, CHECKS.aRoundMax, CHECKS.filedMs / 1_000, CHECKS.signatureMs / 1_000, driversThatTell()],
  );
  return rows;
}

/** Asks carriers how the bank's signatures stand with them: hourly until they are filed, then daily; answers how many it asked about. */
export async function checkSignatures(): Promise<number> {
  const at = now();
  await openRows();
  const rows = await takeDue(at);
  const silent = new Set<string>();
  for (const row of rows) {
    if (silent.has(row.provider_account_id)) continue;
    const account = await readAccount(pool(), row.provider_account_id, at);
    const told = account && (await askState(account, row.text));
    // One account that does not answer must not hold up the others.
    if (!account || !told) silent.add(row.provider_account_id);
    else await keep(row, account, told);
  }
  return rows.length;
}

async function keep(row: Row, account: ReadAccount, told: FilingState): Promise<void> {
  const state = standingAfter(row.state, told.state);
  const [code, detail] = [told.code.slice(0, 100), told.detail.slice(0, 500)];
  await inTransaction(async (tx) => {
    const where = { providerAccountId: row.provider_account_id, signatureId: row.signature_id, state: row.state };
    const { count } = await tx.accountSignature.updateMany({ where, data: { state, ...(state === "filed" && told.state === "pending" ? {} : { code, detail }) } });
    if (count === 0 || state === row.state) return;
    await recordAudit(tx, ACTOR, { action: "provider.filed", subjectType: "provider", subjectId: account.id, detail: { account: account.key, signature: row.text, state, code } });
  });
}

async function askState(account: ReadAccount, signature: string): Promise<FilingState | null> {
  try {
    return (await findDriver(account.driver)?.signatureState?.(account, signature)) ?? null;
  } catch (error) {
    reportUnexpected(error, { at: "signature filing", account: account.key });
    return null;
  }
}
