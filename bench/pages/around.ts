import type { PoolClient } from "pg";
import { chainText, GENESIS_HEX, type AuditRecord } from "@/lib/domain/audit/chain";
import { readReply } from "@/lib/domain/reply/read-reply";
import { encrypt } from "@/lib/server/crypto/cipher";
import { sha256Hex } from "@/lib/server/crypto/digest";
import { copyRows, type Cell } from "@/lib/server/pipeline/copy";

const DAY = 86_400_000;
const CHUNK = 20_000;
const AUDIT_COLUMNS = ["seq", "at", "action", "actor_id", "actor_kind", "actor_name", "branch_path", "subject_type", "subject_id", "detail", "request_id", "previous", "hash"];
const WRITTEN = ["R", "谢谢", "收到", "请问几点开门", "怎么办理，要带什么", "这是不是骗子？", "好的", "我换号码了，请改一下"];

/** Answers of customers to messages that arrived, and the roll-up of them; one in fifty waits for a person. */
export async function fillReplies(client: PoolClient, count: number): Promise<void> {
  for (const [index, body] of WRITTEN.entries()) {
    const reading = readReply(body);
    await client.query(
      `WITH made AS (
         INSERT INTO inbound_message (id, provider_account_id, provider_inbound_id, from_cipher, from_index, body_cipher, reply_class, customer_id, branch_path, message_id, campaign_id, received_at, handled_at, score, because, flag, flag_cleared_at, due_at)
         SELECT pg_temp.id_at((extract(epoch FROM m.final_at) * 1000)::bigint + 60000, 'reply' || m.id), m.provider_account_id, 'B' || m.id, $2::bytea, m.contact_index, $3::bytea, $4::text, m.customer_id, m.branch_path, m.id, m.campaign_id,
           m.final_at + interval '1 minute', CASE WHEN n % 50 > 0 THEN m.final_at + interval '1 day' END, $5::int, $6::jsonb, $7::text, CASE WHEN n % 50 > 0 AND $7::text IS NOT NULL THEN m.final_at + interval '1 day' END,
           CASE WHEN $4 = 'likelyRefusal' THEN m.final_at + interval '3 days' END
         FROM (SELECT *, row_number() OVER () AS n FROM message TABLESAMPLE SYSTEM (5) WHERE state = 'delivered' AND customer_id IN (SELECT id FROM numbered) AND provider_message_id LIKE '%' || $8::text LIMIT $1::bigint) m
         ON CONFLICT DO NOTHING RETURNING *)
       INSERT INTO daily_reply AS t (branch_id, day, purpose, reply_class, count)
       SELECT m.branch_id, (i.received_at AT TIME ZONE 'Asia/Shanghai')::date, m.purpose, i.reply_class, count(*) FROM made i JOIN message m ON m.id = i.message_id GROUP BY 1, 2, 3, 4
       ON CONFLICT (day, branch_id, purpose, reply_class) DO UPDATE SET count = t.count + excluded.count`,
      [Math.ceil(count / WRITTEN.length), Buffer.from(encrypt("+8616400000000", "inbound.from")), Buffer.from(encrypt(body, "inbound.body")), reading.class, Math.round(reading.score * 100), JSON.stringify(reading.because), reading.flag, String(index)],
    );
  }
}

/** Entries on top of the chain that is there, each with the hash that the application itself would give it. */
export async function fillAudit(client: PoolClient, count: number): Promise<void> {
  const { rows: people } = await client.query<{ id: string; name: string; path: string }>("SELECT p.id, p.name, b.path FROM person p JOIN branch b ON b.id = p.branch_id ORDER BY p.login");
  const { rows: subjects } = await client.query<{ id: string }>("SELECT id FROM customer WHERE number LIKE 'B%' ORDER BY id LIMIT 5000");
  const { rows: heads } = await client.query<{ seq: string; hash: string; at: Date }>("SELECT seq::text, encode(hash, 'hex') AS hash, at FROM audit_entry ORDER BY audit_entry.seq DESC LIMIT 1");
  const head = heads[0];
  const [first, began] = [BigInt(head?.seq ?? 0) + 1n, Date.now() - 60_000];
  let previous = head?.hash ?? GENESIS_HEX;
  const actions = ["customer.revealed", "customer.searched", "session.signed_in", "message.exported", "preference.changed", "consent.given", "page.opened", "inbound.handled"] as const;
  for (let from = 0; from < count; from += CHUNK) {
    const rows: Cell[][] = [];
    for (let n = from; n < Math.min(count, from + CHUNK); n += 1) {
      const person = people[n % people.length]!;
      const record: AuditRecord = {
        seq: String(first + BigInt(n)), at: new Date(began + Math.floor(n / 4)).toISOString(), action: actions[n % actions.length]!, actorId: person.id, actorKind: "person", actorName: person.name,
        branchPath: person.path, subjectType: "customer", subjectId: subjects[n % subjects.length]?.id ?? "", detail: { reason: "bench" }, requestId: null,
      };
      const hash = sha256Hex(chainText(previous, record));
      rows.push([record.seq, record.at, record.action, record.actorId, record.actorKind, record.actorName, record.branchPath, record.subjectType, record.subjectId, JSON.stringify(record.detail), null, Buffer.from(previous, "hex"), Buffer.from(hash, "hex")]);
      previous = hash;
    }
    await copyRows(client, "audit_entry", AUDIT_COLUMNS, rows);
  }
}

/** Files, lists, reviews, requests of customers, keys and phones: what stands in the other rooms. */
export async function fillRooms(client: PoolClient, accountId: string): Promise<void> {
  const cells = Buffer.from(encrypt(JSON.stringify(["B1", "王伟", "164"]), "import.cells"));
  const values = Buffer.from(encrypt("{}", "list.values"));
  const now = Date.now();
  const at = (rows: string, days: number) => `${now - days * DAY} + n * ${Math.floor((days * DAY) / Number(rows))}`;
  await client.query(`INSERT INTO customer_import (id, state, file_name, content_type, size_bytes, format, header, rows, taken, refused, by_reason, branch_path, created_by, created_at, confirmed_at, started_at, finished_at)
    SELECT pg_temp.id_at(ms, 'import' || n), 'done', '客户' || n || '.csv', 'text/csv', 100000, 'csv', '{number,name,phone}', 2000, 1990, 10, '{"phone": 10}', b.path, 'officer@demo', to_timestamp(ms / 1000.0), to_timestamp(ms / 1000.0), to_timestamp(ms / 1000.0), to_timestamp(ms / 1000.0)
    FROM (SELECT n, ${at("2000", 100)} AS ms FROM generate_series(1::bigint, 1999) n) s, branch b WHERE b.code = 'HQ'`);
  await client.query("INSERT INTO import_refusal (import_id, line, code, cells_cipher) SELECT i.id, n, 'import.phone', $1::bytea FROM (SELECT id FROM customer_import ORDER BY id DESC LIMIT 5) i, generate_series(1, 2000) n", [cells]);
  await client.query(`INSERT INTO consent_import (id, file_name, rows, taken, refused, columns, branch_path, created_by, created_at)
    SELECT pg_temp.id_at(ms, 'consents' || n), '授权' || n || '.csv', 500, 500, 0, '{number,purpose}', b.path, 'officer@demo', to_timestamp(ms / 1000.0) FROM (SELECT n, ${at("1000", 100)} AS ms FROM generate_series(1::bigint, 999) n) s, branch b WHERE b.code = 'HQ'`);
  await client.query(`INSERT INTO audience_list (id, name, columns, rows, branch_path, created_by, created_at)
    SELECT pg_temp.id_at(ms, 'list' || n), '名单' || n, '{amount}', 100, b.path, 'officer@demo', to_timestamp(ms / 1000.0) FROM (SELECT n, ${at("500", 100)} AS ms FROM generate_series(1::bigint, 499) n) s, branch b WHERE b.code = 'HQ'`);
  await client.query("INSERT INTO audience_list_entry (list_id, line, customer_id, values_cipher) SELECT l.id, c.n + 1, c.id, $1::bytea FROM audience_list l, numbered c WHERE l.name LIKE '名单%' AND c.n < 100", [values]);
  await client.query(`INSERT INTO review (id, subject_type, subject_id, title, purpose, branch_path, state, bound_hash, submitted_by, submitted_name, submitted_at, opened_at, decided_by, decided_name, decided_at, comment)
    SELECT pg_temp.id_at((extract(epoch FROM c.created_at) * 1000)::bigint, 'review' || n || c.id), 'campaign', c.id, c.name, c.purpose, c.branch_path, CASE WHEN n = 1 THEN 'approved' ELSE 'returned' END::review_state, 'bench', a.id, a.name, c.created_at - n * interval '1 hour', c.created_at, r.id, r.name, c.created_at, ''
    FROM campaign c, generate_series(1, 20) n, person a, person r WHERE c.name LIKE '第%次通知' AND a.login = 'officer@demo' AND r.login = 'reviewer@demo'`);
  await client.query(`INSERT INTO person_request (id, customer_id, branch_path, kind, received_by, received_at, due_at, state, opened_by_id, opened_by, closed_by, closed_at)
    SELECT pg_temp.id_at(${now}  - n::bigint * 100000, 'request' || n), id, branch_path, (ARRAY['access', 'correction', 'erasure', 'withdrawal'])[n % 4 + 1], 'counter', to_timestamp(${now / 1000} - n * 100), to_timestamp(${now / 1000} - n * 100 + 1296000), CASE WHEN n % 50 = 0 THEN 'open' ELSE 'done' END, 'bench', '周岚', '周岚', to_timestamp(${now / 1000})
    FROM numbered WHERE n < 20000`);
  await client.query(`INSERT INTO simulated_message (provider_message_id, account_id, reference, to_cipher, to_index, body_cipher, accepted_at, arrived)
    SELECT 'bench-' || c.n, $1::uuid, c.id, $2::bytea, c.phone_index, $3::bytea, to_timestamp(${now / 1000} - c.n), true FROM numbered c WHERE c.n < 100000`, [accountId, Buffer.from(encrypt("+8616400000000", "simulator.to")), Buffer.from(encrypt("【鸿雁银行】您的账户信息已更新，详询网点。", "simulator.body"))]);
  await client.query(`INSERT INTO account_minute (provider_account_id, minute, accepted, delivered, answer_ms, calls)
    SELECT $1::uuid, date_trunc('minute', now()) - n * interval '1 minute', 100, 95, 4000, 20 FROM generate_series(1, 43200) n ON CONFLICT DO NOTHING`, [accountId]);
  await client.query("INSERT INTO retention_run (id, started_at, finished_at, report) SELECT gen_random_uuid(), now() - n * interval '1 day', now() - n * interval '1 day', '{}' FROM generate_series(1, 100) n");
  await client.query(`INSERT INTO api_key (id, name, prefix, hash, role, branch_id, created_by, revoked_at)
    SELECT gen_random_uuid(), '系统' || n, 'hy_' || n, sha256(n::text::bytea), 'officer', b.id, 'admin@demo', CASE WHEN n > 10 THEN now() END FROM generate_series(1, 50) n, branch b WHERE b.code = 'HQ'`);
}

/** Figures of the planner for all tables, and no row that a first reader would still have to mark. */
export async function settle(client: PoolClient): Promise<void> {
  await client.query("VACUUM (ANALYZE)");
}

