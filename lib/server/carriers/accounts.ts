import "server-only";
import { decrypt } from "../crypto/cipher";
import type { Sql } from "../pipeline/sql";
import type { CarrierAccount } from "./port";

export type ReadAccount = CarrierAccount & {
  /** Enabled, and the contract has not ended. */
  readonly usable: boolean;
  readonly contractEndsAt: Date | null;
  /** Whether the provider takes offers of finance at all. */
  readonly takesOffers: boolean;
  /** Records what would have been sent and hands nothing over. */
  readonly dryRun: boolean;
  /** The breaker is open: nothing new until then. */
  readonly restsUntil: Date | null;
  /** The breaker lets a few messages find out whether the account works again. */
  readonly onTrial: boolean;
};

type Row = { id: string; key: string; driver: string; settings: Record<string, unknown>; secrets_cipher: Buffer | null; speed_per_second: number; usable: boolean; contract_ends_at: Date | null; takes_offers: boolean; dry_run: boolean; breaker: string; breaker_at: Date | null; keeps_exchanges: CarrierAccount["keepsExchanges"] };

const SELECT = `
  SELECT id, key, driver, settings, secrets_cipher, speed_per_second, contract_ends_at, takes_offers, dry_run, breaker, breaker_at, keeps_exchanges, disabled_at IS NULL AND (contract_ends_at IS NULL OR contract_ends_at > $2) AS usable
  FROM provider_account`;

function toAccount(row: Row, at: Date): ReadAccount {
  const rests = row.breaker === "open" && row.breaker_at !== null && row.breaker_at > at;
  return {
    id: row.id, key: row.key, driver: row.driver, settings: row.settings, speedPerSecond: row.speed_per_second, usable: row.usable, contractEndsAt: row.contract_ends_at, takesOffers: row.takes_offers,
    dryRun: row.dry_run, restsUntil: rests ? row.breaker_at : null, onTrial: row.breaker !== "closed" && !rests, keepsExchanges: row.keeps_exchanges,
    secrets: row.secrets_cipher === null ? null : (JSON.parse(decrypt(row.secrets_cipher, "provider.secrets")) as Record<string, string>),
  };
}

/** One account with its credentials. */
export async function readAccount(sql: Sql, accountId: string, at: Date): Promise<ReadAccount | null> {
  const { rows } = await sql.query<Row>(`${SELECT} WHERE id = $1::uuid`, [accountId, at]);
  return rows[0] ? toAccount(rows[0], at) : null;
}

/** All accounts of a channel in the bank's order of preference. */
export async function readAccounts(sql: Sql, channel: string, at: Date): Promise<ReadAccount[]> {
  const { rows } = await sql.query<Row>(`${SELECT} WHERE channel = $1 ORDER BY priority, key`, [channel, at]);
  return rows.map((row) => toAccount(row, at));
}

/** The account that stands for a channel where no single message is asked about (an estimate, a rehearsal): the campaign's own, else the first usable one. */
export async function accountFor(sql: Sql, wished: string | null, channel: string, at: Date): Promise<ReadAccount | null> {
  if (wished !== null) {
    const account = await readAccount(sql, wished, at);
    return account?.usable === true ? account : null;
  }
  const usable = (await readAccounts(sql, channel, at)).filter((one) => one.usable);
  return usable.find((one) => one.restsUntil === null) ?? usable[0] ?? null;
}

/** The price of one billing segment: a row for the purpose wins over one for all; null where none is in force. */
export async function readPrice(sql: Sql, accountId: string, purpose: string, at: Date): Promise<{ readonly micros: bigint; readonly effectiveFrom: Date } | null> {
  const { rows } = await sql.query<{ micros: string; effective_from: Date }>(
    `SELECT micros::text AS micros, effective_from FROM price WHERE provider_account_id = $1::uuid AND effective_from <= $3 AND (purpose = $2 OR purpose IS NULL)
     ORDER BY purpose NULLS LAST, effective_from DESC LIMIT 1`, [accountId, purpose, at],
  );
  return rows[0] ? { micros: BigInt(rows[0].micros), effectiveFrom: rows[0].effective_from } : null;
}
