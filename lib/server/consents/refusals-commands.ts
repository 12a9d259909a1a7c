import "server-only";
import type { Authorized } from "@/lib/domain/access/permissions";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import { recordAudit } from "../audit/record";
import { inTransaction } from "../db/transaction";
import { csvOf } from "../exports/csv";
import { listConsentRefusals } from "./queries";

const ROWS_A_READ = 1_000;

async function* refusedRows(actor: Authorized<"customer:import">, importId: string, reason: (code: string) => string): AsyncGenerator<readonly string[]> {
  for (let after = 0; ; ) {
    const rows = await listConsentRefusals(actor, importId, after, ROWS_A_READ);
    for (const row of rows) yield [String(row.line), reason(row.code), ...row.cells];
    const last = rows.at(-1);
    if (!last || rows.length < ROWS_A_READ) return;
    after = last.line;
  }
}

/** The rows of a file that prove nothing, with line and reason, as a CSV; that somebody took them away is recorded first. */
export async function downloadConsentRefusals(
  actor: Authorized<"customer:import">, importId: string, words: { readonly lineColumn: string; readonly reasonColumn: string; readonly reason: (code: string) => string },
): Promise<Result<{ readonly name: string; readonly csv: AsyncIterable<string> }, { code: "import.not_found" }>> {
  const found = await inTransaction(async (tx) => {
    const row = await tx.consentImport.findFirst({ where: { id: importId, branchPath: { startsWith: actor.branchPath } }, select: { fileName: true, columns: true, refused: true, branchPath: true } });
    if (row) await recordAudit(tx, actor, { action: "import.refusals_downloaded", subjectType: "consent_import", subjectId: importId, branchPath: row.branchPath, detail: { rows: row.refused } });
    return row;
  });
  if (!found) return fail({ code: "import.not_found" });
  return ok({ name: found.fileName, csv: csvOf([words.lineColumn, words.reasonColumn, ...found.columns], refusedRows(actor, importId, words.reason)) });
}
