import "server-only";
import pg, { type PoolClient } from "pg";
import type { Prisma } from "@/prisma/generated/client";
import { db, pool } from "./client";

/** The part of Prisma that commands may use inside a transaction. */
export type Tx = Prisma.TransactionClient;

/** Runs one command's reads and writes as a whole, through Prisma. */
export function inTransaction<T>(run: (tx: Tx) => Promise<T>): Promise<T> {
  return db().$transaction(run, { timeout: 60_000, maxWait: 10_000 });
}

/** Lends a connection to `run`; one that broke on the way, or that `run` gives up on, is not used again. */
export async function onConnection<T>(run: (client: PoolClient, giveUp: (lost: Error) => void) => Promise<T>): Promise<T> {
  const client = await pool().connect();
  let broken: Error | undefined;
  const giveUp = (lost: Error) => void (broken = lost);
  // Nobody else listens while a connection is lent out: a server that restarts would end this process.
  client.on("error", giveUp);
  try {
    return await run(client, giveUp);
  } finally {
    client.off("error", giveUp);
    client.release(broken);
  }
}

type LastStatement = { readonly rank: number; readonly text: string };
const lastStatements = new WeakMap<object, LastStatement[]>();

/**
 * Leaves a statement (with its values written out by `literal`) to be run together with the transaction's COMMIT, in one
 * message to the server, in the order of ranks. For rows that every batch adds to: they are locked for as long as the server
 * takes to commit, not for as long as this process takes to come back to it. False: `sql` is in no such transaction.
 */
export function leaveToCommit(sql: object, rank: number, text: string): boolean {
  const statements = lastStatements.get(sql);
  statements?.push({ rank, text });
  return statements !== undefined;
}

/** A value as SQL text; objects and arrays as JSON. */
export function literal(value: string | number | bigint | null | Date | object): string {
  if (value === null) return "NULL";
  if (typeof value === "number" || typeof value === "bigint") return String(value);
  return pg.escapeLiteral(typeof value === "string" ? value : value instanceof Date ? value.toISOString() : JSON.stringify(value));
}

/**
 * Runs one batch of the pipeline as a whole, through plain SQL. `alongIndexes`: its statements find their rows, and lock them,
 * in the order of the index that they name them by, and not in the order in which they lie on disk.
 */
export function inSqlTransaction<T>(run: (client: PoolClient) => Promise<T>, { alongIndexes = false }: { readonly alongIndexes?: boolean } = {}): Promise<T> {
  return onConnection(async (client, giveUp) => {
    const last: LastStatement[] = [];
    lastStatements.set(client, last);
    try {
      await client.query(alongIndexes ? "BEGIN; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_seqscan = off" : "BEGIN");
      const value = await run(client);
      await client.query([...last.sort((a, b) => a.rank - b.rank).map(({ text }) => text), "COMMIT"].join(";\n"));
      return value;
    } catch (error) {
      await client.query("ROLLBACK").catch(giveUp);
      throw error;
    } finally {
      lastStatements.delete(client);
    }
  });
}

/** Thrown by `orRollBack` to leave a transaction without its writes; carries the refusal out. */
class RolledBack extends Error {
  constructor(readonly outcome: unknown) {
    super("rolled back");
  }
}

/** Like `inTransaction`, but a refusal (`ok: false`) undoes what was written before it. */
export async function inTransactionOrRefused<T extends { readonly ok: boolean }>(run: (tx: Tx) => Promise<T>): Promise<T> {
  try {
    return await inTransaction(async (tx) => {
      const result = await run(tx);
      if (!result.ok) throw new RolledBack(result);
      return result;
    });
  } catch (error) {
    if (error instanceof RolledBack) return error.outcome as T;
    throw error;
  }
}
