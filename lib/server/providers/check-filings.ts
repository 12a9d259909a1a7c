import "server-only";
import { systemActor } from "@/lib/domain/access/permissions";
import { CHECKS, standingAfter } from "@/lib/domain/providers/filing-state";
import { recordAudit } from "../audit/record";
import { readAccount, type ReadAccount } from "../carriers/accounts";
import type { FilingState } from "../carriers/port";
import { driverForSending, findDriver } from "../carriers/registry";
import { now } from "../clock";
import { pool } from "../db/client";
import { inTransaction } from "../db/transaction";
import { reportUnexpected } from "../logger";

type Row = { template_version_id: string; provider_account_id: string; variant: string; filing_id: string; state: "pending" | "filed" };

const ACTOR = systemActor("filings", []);

/**
 * Takes what is due and pushes it back in the same statement: of several workers each asks about others, and a carrier that
 * does not answer is asked again only after the wait, which grows with the age of the filing.
 */
async function takeDue(at: Date): Promise<readonly Row[]> {
  const { rows } = await pool().query<Row>(
    `UPDATE template_filing f SET checked_at = $1::timestamptz FROM (
       SELECT template_version_id, provider_account_id, variant FROM template_filing
       WHERE filing_id <> '' AND (state = 'pending' AND (checked_at IS NULL OR checked_at <= $1::timestamptz - least(make_interval(secs => $4), greatest(make_interval(secs => $3), ($1::timestamptz - filed_at) * $5::float8)))
         OR state = 'filed' AND (checked_at IS NULL OR checked_at <= $1::timestamptz - make_interval(secs => $6)))
       ORDER BY checked_at NULLS FIRST LIMIT $2 FOR UPDATE SKIP LOCKED) d
     WHERE f.template_version_id = d.template_version_id AND f.provider_account_id = d.provider_account_id AND f.variant = d.variant
     RETURNING f.template_version_id, f.provider_account_id, f.variant, f.filing_id, f.state`,
    [at, CHECKS.aRoundMax, CHECKS.firstMs / 1_000, CHECKS.slowestMs / 1_000, CHECKS.ageShare, CHECKS.filedMs / 1_000],
  );
  return rows;
}

/** Asks carriers what became of filings that wait for them, and once a day whether what is filed still is; answers how many it asked about. */
export async function checkFilings(): Promise<number> {
  const at = now();
  const rows = await takeDue(at);
  const silent = new Set<string>();
  for (const row of rows) {
    if (silent.has(row.provider_account_id)) continue;
    const account = await readAccount(pool(), row.provider_account_id, at);
    const told = account && (await askState(account, row.filing_id));
    // One account that does not answer must not hold up the others for as many waits as it has filings.
    if (!account || !told) silent.add(row.provider_account_id);
    else await keep(row, account, told);
  }
  return rows.length;
}

async function keep(row: Row, account: ReadAccount, told: FilingState): Promise<void> {
  const state = standingAfter(row.state, told.state);
  const isNew = state !== row.state;
  const [code, detail] = [told.code.slice(0, 100), told.detail.slice(0, 500)];
  await inTransaction(async (tx) => {
    // Whoever filed it anew meanwhile has another id in the row, or none.
    const { count } = await tx.templateFiling.updateMany({
      where: { templateVersionId: row.template_version_id, providerAccountId: row.provider_account_id, variant: row.variant, filingId: row.filing_id, state: row.state },
      data: { state, ...(!isNew && row.state === "filed" ? {} : { code, detail }) },
    });
    if (count === 0 || !isNew) return;
    await recordAudit(tx, ACTOR, { action: "provider.filed", subjectType: "provider", subjectId: account.id, detail: { account: account.key, version: row.template_version_id, wording: row.variant, state, code } });
  });
}

async function askState(account: ReadAccount, filingId: string): Promise<FilingState | null> {
  const driver = findDriver(account.driver);
  if (!driver?.filingState || account.dryRun || !driverForSending(account.driver).ok) return null;
  try {
    return await driver.filingState(account, filingId);
  } catch (error) {
    reportUnexpected(error, { at: "template filing", account: account.key });
    return null;
  }
}
