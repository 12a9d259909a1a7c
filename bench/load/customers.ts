import { Client } from "pg";
import { v7 as uuidv7 } from "uuid";
import { blindIndex } from "@/lib/server/crypto/blind-index";
import { encrypt } from "@/lib/server/crypto/cipher";
import { pool } from "@/lib/server/db/client";
import { inSqlTransaction } from "@/lib/server/db/transaction";
import { copyRows, type Cell } from "@/lib/server/pipeline/copy";
import { noonZone } from "@/prisma/factories/customer";
import type { MadeBranch } from "@/prisma/factories/organisation";

// Everybody lives where it is noon, so that no hour of the rules keeps anything back.

const A_PIECE = 5_000;
const SURNAMES = [..."王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"];
const GIVEN = ["小明", "桂兰", "建国", "秀英", "志强", "丽", "海燕", "国庆", "春花", "军"];

const COLUMNS = ["id", "number", "branch_id", "branch_path", "name_cipher", "name_index", "phone_cipher", "phone_index", "last_four_index", "tags", "products", "time_zone"];
const CONSENTS = ["id", "customer_id", "channel", "purpose", "state", "wording_version", "source", "at", "recorded_by"];

export const numberOf = (index: number) => `L${String(index).padStart(9, "0")}`;

/** The planner's figures of tables that were filled in one go; only their owner may ask for them. */
export async function analyse(tables: string): Promise<void> {
  const client = new Client({ connectionString: process.env.DATABASE_ADMIN_URL });
  await client.connect();
  await client.query(`ANALYZE ${tables}`);
  await client.end();
}

/** Customers with names and phones of their own, numbered from 0, spread over the branches; nine in ten agreed to offers. */
export async function makeCustomers(branches: readonly MadeBranch[], count: number): Promise<void> {
  const timeZone = noonZone();
  const given = new Date("2026-01-01T00:00:00Z");
  for (let from = 0; from < count; from += A_PIECE) {
    const consents: Cell[][] = [];
    const rows = Array.from({ length: Math.min(A_PIECE, count - from) }, (_, offset): Cell[] => {
      const index = from + offset;
      const branch = branches[index % branches.length]!;
      const id = uuidv7();
      const name = `${SURNAMES[index % SURNAMES.length]!}${GIVEN[Math.floor(index / SURNAMES.length) % GIVEN.length]!}`;
      const phone = `+86154${String(index).padStart(8, "0")}`;
      if (index % 10 !== 0) consents.push([uuidv7(), id, "sms", "promotion", "given", "bench", "branch", given, "bench"]);
      return [
        id, numberOf(index), branch.id, branch.path, encrypt(name, "customer.name"), blindIndex(name, "name"), encrypt(phone, "customer.phone"),
        blindIndex(phone, "phone"), blindIndex(phone.slice(-4), "last_four"), index % 20 === 0 ? "{贷款}" : "{}", "{}", timeZone,
      ];
    });
    await inSqlTransaction(async (client) => {
      await copyRows(client, "customer", COLUMNS, rows);
      await copyRows(client, "consent_entry", CONSENTS, consents);
    });
  }
  await analyse("customer, consent_entry");
}

/** As many customers as it takes for a long campaign, made by the database itself: all with one name and one phone, each with an index of its own. */
export async function repeatCustomers(branch: MadeBranch, count: number): Promise<void> {
  const name = encrypt("王小明", "customer.name");
  const phone = encrypt("+8615400000000", "customer.phone");
  const cells = [branch.id, branch.path, name, blindIndex("王小明", "name"), phone, noonZone()];
  for (let from = 0; from < count; from += 100_000) {
    await pool().query(
      `INSERT INTO customer (id, number, branch_id, branch_path, name_cipher, name_index, phone_cipher, phone_index, products, tags, time_zone)
       SELECT gen_random_uuid(), 'R' || n, $1::uuid, $2, $3, $4, $5, decode(md5('R' || n), 'hex'), '{}', '{}', $6 FROM generate_series($7::int, $8::int) n`,
      [...cells, from, Math.min(from + 100_000, count) - 1],
    );
  }
  await analyse("customer");
}
