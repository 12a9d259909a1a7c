import "server-only";
import type { Authorized } from "@/lib/domain/access/permissions";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import { recordAudit } from "../audit/record";
import { inTransaction } from "../db/transaction";
import { csvOf } from "../exports/csv";
import { listListRefusals } from "./queries";

const ROWS_A_READ = 1_000;

async function* refusedRows(actor: Authorized<"campaign:write">, listId: string, reason: (code: string) => string): AsyncGenerator<readonly string[]> {
  for (let after = 0; ; ) {
    const rows = await listListRefusals(actor, listId, after, ROWS_A_READ);
    for (const row of rows) yield [reason(row.code), ...row.cells];
    const last = rows.at(-1);
    if (!last || rows.length < ROWS_A_READ) return;
    after = last.line;
  }
}

/** The rows of a list that name nobody, with their reasons, as a CSV; that somebody took them away is recorded first. */
export async function downloadListRefusals(
  actor: Authorized<"campaign:write">, listId: string, words: { readonly reasonColumn: string; readonly reason: (code: string) => string },
): Promise<Result<{ readonly name: string; readonly csv: AsyncIterable<string> }, { code: "campaign.list_invalid" }>> {
  const list = await inTransaction(async (tx) => {
    const row = await tx.audienceList.findFirst({ where: { id: listId, branchPath: { startsWith: actor.branchPath } }, select: { name: true, columns: true, refused: true, branchPath: true } });
    if (row) await recordAudit(tx, actor, { action: "list.refusals_downloaded", subjectType: "audience_list", subjectId: listId, branchPath: row.branchPath, detail: { rows: row.refused } });
    return row;
  });
  if (!list) return fail({ code: "campaign.list_invalid" });
  return ok({ name: list.name, csv: csvOf([words.reasonColumn, ...list.columns], refusedRows(actor, listId, words.reason)) });
}
