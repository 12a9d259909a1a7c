import "server-only";
import type { Tx } from "../db/transaction";

/** What the pipeline's statements run on: a pool, a client inside a transaction, or a command's Prisma transaction. */
export type Sql = {
  query<R = Record<string, unknown>>(text: string, values?: unknown[]): Promise<{ rows: R[]; rowCount: number | null }>;
};

/** Lets a command's Prisma transaction carry the pipeline's statements. */
export function sqlOf(tx: Tx): Sql {
  return {
    async query<R>(text: string, values: unknown[] = []) {
      const rows = await tx.$queryRawUnsafe<R[]>(text, ...values);
      return { rows, rowCount: rows.length };
    },
  };
}
