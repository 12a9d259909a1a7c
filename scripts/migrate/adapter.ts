import { PrismaPg } from "@prisma/adapter-pg";
import { ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import type { SqlQuery } from "@prisma/driver-adapter-utils";
import pg from "pg";

/** Object ids in pg_type of the catalogue's one-byte "char" and of text. */
const CATALOGUE_CHAR = 18;
const TEXT = 25;

type AnyQuery = (...args: unknown[]) => Promise<pg.QueryResult>;

/** What a migration needs and Prisma's PostgreSQL adapter lacks; for migrations only. */
export class MigrationAdapter extends PrismaPg {
  readonly #pool: pg.Pool;
  /** Columns of the last answer that were of the catalogue's type "char". */
  #chars: readonly number[] = [];
  /** The server's own error of the script that failed, which the engine reports without its words. */
  lastError: unknown;

  constructor(connectionString: string) {
    const pool = new pg.Pool({ connectionString, max: 1 });
    const query = pool.query.bind(pool) as AnyQuery;
    super(pool);
    this.#pool = pool;
    pool.query = (async (...args: unknown[]) => this.#noteChars(await query(...args))) as unknown as pg.Pool["query"];
  }

  /** The adapter refuses "char", by which the engine asks for the kind of a constraint. */
  #noteChars(result: pg.QueryResult): pg.QueryResult {
    const chars: number[] = [];
    for (const [index, field] of (result.fields ?? []).entries()) {
      if (field.dataTypeID !== CATALOGUE_CHAR) continue;
      field.dataTypeID = TEXT;
      chars.push(index);
    }
    this.#chars = chars;
    return result;
  }

  override async connect(): ReturnType<PrismaPg["connect"]> {
    const adapter = await super.connect();
    const queryRaw = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (query: SqlQuery) => {
      const result = await queryRaw(query);
      for (const index of this.#chars) result.columnTypes[index] = ColumnTypeEnum.Character;
      return result;
    };
    // The adapter splits a script at every semicolon, also inside functions and DO blocks. Sent whole, a migration is one
    // transaction as well: applied completely or not at all.
    adapter.executeScript = async (script: string) => {
      try {
        await this.#pool.query(script);
      } catch (error) {
        this.lastError = error;
        throw error;
      }
    };
    return adapter;
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }
}
