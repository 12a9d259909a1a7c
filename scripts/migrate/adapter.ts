import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";

/**
 * Prisma's PostgreSQL adapter splits a script at every semicolon, also inside functions and DO blocks. A migration goes to
 * the server whole instead: then it is one transaction as well, applied completely or not at all.
 */
export class WholeScripts extends PrismaPg {
  readonly #pool: pg.Pool;
  /** The server's own error of the script that failed, which the engine reports without its words. */
  lastError: unknown;

  constructor(connectionString: string) {
    const pool = new pg.Pool({ connectionString, max: 1 });
    super(pool);
    this.#pool = pool;
  }

  override async connect(): ReturnType<PrismaPg["connect"]> {
    const adapter = await super.connect();
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
