import type { PoolClient } from "pg";
import { v7 } from "uuid";
import { foldName } from "@/lib/domain/customer/search";
import { blindIndex } from "@/lib/server/crypto/blind-index";
import { encrypt } from "@/lib/server/crypto/cipher";
import { copyRows, type Cell } from "@/lib/server/pipeline/copy";

const CHUNK = 20_000;
const DAY = 86_400_000;
const NAMES = 2_000;
const COLUMNS = [
  "id", "number", "branch_id", "branch_path", "name_cipher", "name_index", "phone_cipher", "phone_index", "last_four_index", "birth_cipher", "birth_year", "kind", "products", "tags", "language", "created_at",
];
const FAMILY = ["王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高", "林", "何", "郭", "马", "罗"];
const GIVEN = ["伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "军", "洋", "勇", "艳", "杰", "娟", "涛", "明", "超", "秀英", "霞", "平"];
const KINDS = ["farmer", "shopkeeper", "wage_earner", "pensioner"];
const PRODUCTS = ["{savings}", "{savings,loan}", "{savings,card}", "{savings,loan,card}"];
const TAGS = ["{}", "{vip}", "{rural}", "{online}"];

const at = <T>(list: readonly T[], index: number) => list[index % list.length] as T;

/** So many customers over all branches but the demo bank's own, each with a phone and an agreement of the own; real ciphertexts throughout, names and birthdays from a pool. */
export async function fillCustomers(client: PoolClient, count: number): Promise<void> {
  const { rows: branches } = await client.query<{ id: string; path: string }>("SELECT id, path FROM branch WHERE code ~ '^P\\d-' ORDER BY path");
  const names = Array.from({ length: NAMES }, (_, index) => `${at(FAMILY, index)}${at(GIVEN, Math.floor(index / 20))}${index < 400 ? "" : at(GIVEN, Math.floor(index / 400))}`)
    .map((name) => ({ cipher: encrypt(name, "customer.name"), index: blindIndex(foldName(name), "name") }));
  const years = Array.from({ length: 60 }, (_, index) => 1_940 + index).map((year) => ({ year, cipher: encrypt(`${year}-06-15`, "customer.birth") }));
  const lastFours = Array.from({ length: 10_000 }, (_, index) => blindIndex(String(index).padStart(4, "0"), "last_four"));
  const begin = Date.now() - 400 * DAY;
  for (let from = 0; from < count; from += CHUNK) {
    const rows: Cell[][] = [];
    for (let n = from; n < Math.min(count, from + CHUNK); n += 1) {
      // A step that is prime to 10^8 spreads the numbers; no real phone begins with 164.
      const digits = String((n * 7_368_787) % 100_000_000).padStart(8, "0");
      const phone = `+86164${digits}`;
      const branch = at(branches, n);
      const name = at(names, n * 13);
      const birth = at(years, n * 7);
      const createdAt = new Date(begin + Math.floor((n / count) * 300 * DAY));
      rows.push([
        v7({ msecs: createdAt.getTime() }), `B${String(n).padStart(9, "0")}`, branch.id, branch.path, name.cipher, name.index, encrypt(phone, "customer.phone"), blindIndex(phone, "phone"),
        lastFours[Number(digits.slice(-4))] ?? null, birth.cipher, birth.year, at(KINDS, n), at(PRODUCTS, Math.floor(n / 3)), at(TAGS, Math.floor(n / 7)), "zh-CN", createdAt,
      ]);
    }
    await copyRows(client, "customer", COLUMNS, rows);
  }
  await client.query(
    `INSERT INTO consent_entry (id, customer_id, channel, purpose, state, wording_version, source, evidence, at, recorded_by)
     SELECT gen_random_uuid(), id, 'sms', 'promotion', 'given', 'bench', 'branch', '纸质授权书 ' || number, created_at, 'bench' FROM customer WHERE number LIKE 'B%'`,
  );
  await client.query(
    `INSERT INTO consent_entry (id, customer_id, channel, purpose, state, wording_version, source, at, recorded_by)
     SELECT gen_random_uuid(), id, 'sms', 'promotion', 'withdrawn', 'bench', 'branch', created_at + interval '30 days', 'bench' FROM customer WHERE number LIKE 'B%0'`,
  );
  await client.query(
    `INSERT INTO preference (customer_id, channels, quiet_from, quiet_to, elder_friendly, wants_calls, updated_by)
     SELECT id, '{"promotion": ["sms"]}', 1260, 480, birth_year < 1960, false, 'bench' FROM customer WHERE number LIKE 'B%5' OR number LIKE 'B%1'`,
  );
  await client.query("ANALYZE customer, consent_entry, preference, branch, person");
}
