import "server-only";
import type { Authorized } from "@/lib/domain/access/permissions";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import { recordAudit } from "../audit/record";
import { inTransaction } from "../db/transaction";
import { refusalsFile, type RefusedRow } from "../imports/reading/refusals-file";
import { listListRefusals, visibleLists } from "./queries";

const ROWS_A_READ = 1_000;

/** Words of the file in the reader's language: the head of the reason column, and what a code means. */
export type ListRefusalWords = { readonly reasonColumn: string; readonly reason: (code: string) => string };

async function* refusedRows(actor: Authorized<"campaign:write">, listId: string, words: ListRefusalWords): AsyncGenerator<RefusedRow> {
  for (let after = 0; ; ) {
    const rows = await listListRefusals(actor, listId, after, ROWS_A_READ);
    for (const row of rows) yield { cells: row.cells, reason: words.reason(row.code) };
    const last = rows.at(-1);
    if (!last || rows.length < ROWS_A_READ) return;
    after = last.line;
  }
}

/** The rows of a list that name nobody, with their reasons, as a CSV to correct and upload again; that somebody took them away is recorded first. */
export async function downloadListRefusals(
  actor: Authorized<"campaign:write">, listId: string, words: ListRefusalWords,
): Promise<Result<{ readonly name: string; readonly csv: AsyncIterable<string> }, { code: "campaign.list_invalid" }>> {
  const list = await inTransaction(async (tx) => {
    const row = await tx.audienceList.findFirst({ where: { id: listId, ...visibleLists(actor) }, select: { name: true, columns: true, branchPath: true } });
    if (!row) return null;
    const rows = await tx.audienceListRefusal.count({ where: { listId } });
    await recordAudit(tx, actor, { action: "list.refusals_downloaded", subjectType: "audience_list", subjectId: listId, branchPath: row.branchPath, detail: { rows } });
    return row;
  });
  if (!list) return fail({ code: "campaign.list_invalid" });
  return ok({ name: list.name, csv: refusalsFile(list.columns, refusedRows(actor, listId, words), words) });
}
