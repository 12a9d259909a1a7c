import { v7 as uuidv7 } from "uuid";
import { encrypt } from "@/lib/server/crypto/cipher";
import { blindIndex } from "@/lib/server/crypto/blind-index";
import { db, pool } from "@/lib/server/db/client";
import { inSqlTransaction } from "@/lib/server/db/transaction";
import { copyRows } from "@/lib/server/pipeline/copy";
import { noonZone } from "@/prisma/factories/customer";
import type { MadeBranch } from "@/prisma/factories/organisation";

const COLUMNS = ["id", "number", "branch_id", "branch_path", "name_cipher", "name_index", "phone_cipher", "phone_index", "tags", "products", "time_zone"];
const CONSENTS = ["id", "customer_id", "channel", "purpose", "state", "wording_version", "source", "at", "recorded_by"];
const ROWS_A_PIECE = 10_000;
const GIVEN_AT = new Date("2026-01-01T00:00:00Z");

/** A branch below another one. */
export async function makeBranchBelow(parent: MadeBranch, code: string): Promise<MadeBranch> {
  return db().branch.create({
    data: { code, name: code, nameEn: code, kind: "branch", parentId: parent.id, path: `${parent.path}${code}/` }, select: { id: true, code: true, path: true },
  });
}

/** Customers with names and phones of their own who agreed to offers, for all of whom it is noon; the numbers are of nobody. */
export async function makeCustomers(branch: MadeBranch, count: number): Promise<void> {
  const timeZone = noonZone();
  const nameIndex = blindIndex("王小明", "name");
  for (let from = 0; from < count; from += ROWS_A_PIECE) {
    const consents: (string | Date)[][] = [];
    const rows = Array.from({ length: Math.min(ROWS_A_PIECE, count - from) }, (_, index) => {
      const id = uuidv7();
      const phone = `+86154${String(from + index).padStart(8, "0")}`;
      consents.push([uuidv7(), id, "sms", "promotion", "given", "bench", "branch", GIVEN_AT, "bench"]);
      return [id, `B${id}`, branch.id, branch.path, encrypt("王小明", "customer.name"), nameIndex, encrypt(phone, "customer.phone"), blindIndex(phone, "phone"), "{}", "{}", timeZone];
    });
    await inSqlTransaction(async (client) => {
      await copyRows(client, "customer", COLUMNS, rows);
      await copyRows(client, "consent_entry", CONSENTS, consents);
    });
  }
  await pool().query("ANALYZE customer, consent_entry");
}
