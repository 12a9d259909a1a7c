import "server-only";
import type { Authorized } from "@/lib/domain/access/permissions";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import { recordAudit } from "../audit/record";
import { inTransaction } from "../db/transaction";
import { listRefusals } from "./queries";
import { refusalsFile, type RefusedRow } from "./reading/refusals-file";

const ROWS_A_READ = 1_000;

/** Words of the file in the reader's language: the head of the reason column, and what a code means. */
export type RefusalWords = { readonly reasonColumn: string; readonly reason: (code: string, column: string | null) => string };

async function* refusedRows(actor: Authorized<"customer:import">, importId: string, words: RefusalWords): AsyncGenerator<RefusedRow> {
  for (let afterLine = 0; ; ) {
    const rows = await listRefusals(actor, importId, { afterLine, take: ROWS_A_READ });
    for (const row of rows) yield { cells: row.cells, reason: words.reason(row.code, row.column) };
    const last = rows.at(-1);
    if (!last || rows.length < ROWS_A_READ) return;
    afterLine = last.line;
  }
}

/** The refused rows of an import as a CSV to correct and import again, as a stream; that somebody took them away is recorded first. */
export async function downloadRefusals(
  actor: Authorized<"customer:import">, importId: string, words: RefusalWords,
): Promise<Result<{ fileName: string; csv: AsyncIterable<string> }, { code: "import.not_found" }>> {
  const found = await inTransaction(async (tx) => {
    const row = await tx.customerImport.findFirst({ where: { id: importId, branchPath: { startsWith: actor.branchPath } }, select: { header: true, fileName: true, refused: true, branchPath: true } });
    if (row) await recordAudit(tx, actor, { action: "import.refusals_downloaded", subjectType: "import", subjectId: importId, branchPath: row.branchPath, detail: { rows: row.refused } });
    return row;
  });
  if (!found) return fail({ code: "import.not_found" });
  const fileName = `${found.fileName.replace(/\.[^.]*$/, "")}-${words.reasonColumn}.csv`;
  return ok({ fileName, csv: refusalsFile(found.header, refusedRows(actor, importId, words), words) });
}
