import type { PoolClient } from "pg";
import { versionContent } from "@/lib/domain/template/content";
import { sha256Hex } from "@/lib/server/crypto/digest";
import { db } from "@/lib/server/db/client";
import { seedDemo } from "@/prisma/seed/index";

// The bank around the messages: the demo bank, which has something of everything, and five provinces with a hundred
// branches, a few hundred people and a hundred templates beside it.

const PROVINCES = 5;
const BRANCHES_EACH = 20;
const PEOPLE = 300;
const PURPOSES = ["account", "loan", "promotion", "risk", "education"] as const;
const TEMPLATES_EACH = 20;

export type Version = { readonly id: string; readonly purpose: string };

async function makeBranches(client: PoolClient): Promise<void> {
  await client.query(
    `INSERT INTO branch (id, code, name, name_en, kind, parent_id, path, hotline)
     SELECT gen_random_uuid(), 'P' || p, '第' || p || '分行', 'Province ' || p, 'province', h.id, h.path || 'P' || p || '/', '95599' FROM branch h, generate_series(1, $1::int) p WHERE h.code = 'HQ'`, [PROVINCES],
  );
  await client.query(
    `INSERT INTO branch (id, code, name, name_en, kind, parent_id, path, hotline)
     SELECT gen_random_uuid(), p.code || '-' || lpad(b::text, 2, '0'), p.name || '第' || b || '支行', p.name_en || ', branch ' || b, 'branch', p.id, p.path || p.code || '-' || lpad(b::text, 2, '0') || '/', '95599'
     FROM branch p, generate_series(1, $1::int) b WHERE p.code ~ '^P\\d$'`, [BRANCHES_EACH],
  );
}

async function makePeople(client: PoolClient): Promise<void> {
  await client.query(
    `INSERT INTO person (id, login, name, roles, branch_id, password_hash)
     SELECT gen_random_uuid(), lower('officer' || n || '@' || b.code), '职员' || n, CASE WHEN n % 10 = 0 THEN '{manager}' ELSE '{officer}' END::role[], b.id, '-'
     FROM generate_series(1, $1::int) n JOIN (SELECT *, row_number() OVER (ORDER BY path) AS k, count(*) OVER () AS all_of_them FROM branch WHERE code LIKE 'P%') b ON b.k = n % b.all_of_them + 1`, [PEOPLE],
  );
  await client.query(
    `INSERT INTO person (id, login, name, roles, branch_id, password_hash)
     SELECT gen_random_uuid(), v.login, v.login, v.roles::role[], b.id, '-'
     FROM (VALUES ('bench-officer', '{officer}', 'P1-01'), ('bench-manager', '{manager}', 'P1')) v(login, roles, code) JOIN branch b USING (code)`,
  );
}

async function makeTemplates(): Promise<Version[]> {
  const [head, author, signature] = await Promise.all([
    db().branch.findUniqueOrThrow({ where: { code: "HQ" }, select: { id: true } }), db().person.findUniqueOrThrow({ where: { login: "officer@demo" }, select: { id: true } }),
    db().signature.findUniqueOrThrow({ where: { text: "鸿雁银行" }, select: { id: true, text: true } }),
  ]);
  const made: Version[] = [];
  for (const purpose of PURPOSES) {
    for (let index = 1; index <= TEMPLATES_EACH; index += 1) {
      const text = purpose === "promotion" ? `本行第${index}号小微贷款利率优惠，详询网点。拒收请回复R` : `第${index}号通知：您的账户信息已更新，详询网点。`;
      const contentHash = sha256Hex(versionContent({ purpose, language: "zh-CN", signature: signature.text, text, variables: [], elderText: null }));
      const { versions } = await db().template.create({
        data: {
          key: `bench.${purpose}.${String.fromCharCode(96 + index)}`, name: `${purpose} ${index}`, purpose, branchId: head.id, createdBy: author.id,
          versions: {
            create: [
              { number: 1, state: "approved", signatureId: signature.id, text, variables: [], contentHash, authorId: author.id },
              // One is being changed.
              ...(made.length === 0 ? [{ number: 2, signatureId: signature.id, text: `${text}谢谢`, variables: [], authorId: author.id }] : []),
            ],
          },
        },
        select: { versions: { where: { state: "approved" }, select: { id: true } } },
      });
      if (versions[0]) made.push({ id: versions[0].id, purpose });
    }
  }
  return made;
}

/** Fills an empty database with the bank; answers the approved versions that messages are made from. */
export async function fillBank(client: PoolClient): Promise<Version[]> {
  await seedDemo("bench-bench-bench", 5_000);
  await makeBranches(client);
  await makePeople(client);
  return makeTemplates();
}
