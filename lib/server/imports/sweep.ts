import "server-only";
import { systemActor } from "@/lib/domain/access/permissions";
import { recordAudit } from "../audit/record";
import { now } from "../clock";
import { db } from "../db/client";
import { inTransaction } from "../db/transaction";

// A file whose columns nobody chose for a week is personal data that nobody needs.
const KEPT_UNCONFIRMED_MS = 7 * 24 * 3_600_000;
const ACTOR = systemActor("import", ["customer:import"]);

/** Imports that were confirmed and have not ended: to be asked for again, whatever became of their job or its worker. */
export async function waitingImports(): Promise<string[]> {
  const rows = await db().customerImport.findMany({
    where: { state: { in: ["uploaded", "running"] }, confirmedAt: { not: null } }, select: { id: true }, orderBy: { createdAt: "asc" }, take: 50,
  });
  return rows.map((row) => row.id);
}

/** Throws away files that were uploaded and never confirmed; answers how many. */
export async function discardAbandonedImports(): Promise<number> {
  const abandoned = { state: "uploaded", confirmedAt: null, createdAt: { lt: new Date(now().getTime() - KEPT_UNCONFIRMED_MS) } } as const;
  const rows = await db().customerImport.findMany({ where: abandoned, select: { id: true, branchPath: true }, take: 50 });
  let discarded = 0;
  for (const row of rows) {
    discarded += await inTransaction(async (tx) => {
      const { count } = await tx.customerImport.deleteMany({ where: { ...abandoned, id: row.id } });
      if (count > 0) await recordAudit(tx, ACTOR, { action: "import.discarded", subjectType: "import", subjectId: row.id, branchPath: row.branchPath, detail: { abandoned: true } });
      return count;
    });
  }
  return discarded;
}
