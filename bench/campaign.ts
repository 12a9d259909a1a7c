import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { v7 as uuidv7 } from "uuid";
import { encrypt } from "@/lib/server/crypto/cipher";
import { blindIndex } from "@/lib/server/crypto/blind-index";
import { simulator } from "@/lib/server/carriers/simulator/driver";
import { readAccount } from "@/lib/server/carriers/accounts";
import { db, disconnect, pool } from "@/lib/server/db/client";
import { inSqlTransaction } from "@/lib/server/db/transaction";
import { startLoops } from "@/lib/server/jobs/loops";
import { closeQueues, enqueue } from "@/lib/server/jobs/queues";
import { startWorkers } from "@/lib/server/jobs/workers";
import { copyRows } from "@/lib/server/pipeline/copy";
import { makeCampaign, makeTemplate } from "@/prisma/factories/campaign";
import { makeProviderAccount } from "@/prisma/factories/carrier";
import { noonZone } from "@/prisma/factories/customer";
import { makeBranchTree, type MadeBranch } from "@/prisma/factories/organisation";
import { ownDatabase } from "./database";

// What `npm run bench` prints: recipients a second from start to "completed" through queue, rules, encryption, roll-ups
// and the simulated carrier, beside the raw limit of the same machine in the same run: COPY of the same rows and the
// same calls to the carrier, with nothing in between. Brings up a PostgreSQL of its own and removes it.

const { values } = parseArgs({ options: { size: { type: "string", default: "20000" } } });
const SIZE = Number(values.size);
const CALL = 500;

async function makeCustomers(branch: MadeBranch, count: number): Promise<void> {
  const columns = ["id", "number", "branch_id", "branch_path", "name_cipher", "name_index", "phone_cipher", "phone_index", "tags", "products", "time_zone"];
  const timeZone = noonZone();
  const consents: (string | Date)[][] = [];
  for (let from = 0; from < count; from += 5_000) {
    const rows = Array.from({ length: Math.min(5_000, count - from) }, (_, index) => {
      const id = uuidv7();
      const phone = `+86154${String(Date.now() % 1_000).padStart(3, "0")}${String(from + index).padStart(5, "0").slice(-5)}`;
      consents.push([uuidv7(), id, "sms", "promotion", "given", "bench", "branch", new Date("2026-01-01T00:00:00Z"), "bench"]);
      return [id, `B${id}`, branch.id, branch.path, encrypt("王小明", "customer.name"), blindIndex("王小明", "name"), encrypt(phone, "customer.phone"), blindIndex(phone + id, "phone"), "{}", "{}", timeZone];
    });
    await inSqlTransaction((client) => copyRows(client, "customer", columns, rows));
  }
  await inSqlTransaction((client) => copyRows(client, "consent_entry", ["id", "customer_id", "channel", "purpose", "state", "wording_version", "source", "at", "recorded_by"], consents));
  await pool().query("ANALYZE customer, consent_entry");
}

async function endToEnd(branch: MadeBranch): Promise<{ id: string; seconds: number }> {
  const template = await makeTemplate(branch, {
    purpose: "account", text: "尊敬的${name}，您的账户信息已更新，详询网点。", variables: [{ name: "name", kind: "name", label: "姓名", sample: "张三" }],
  });
  const { id, frozen } = await makeCampaign(branch, template, { bindings: { name: { from: "customer", field: "name" } } });
  if (frozen !== SIZE) throw new Error(`the audience is ${frozen}, not ${SIZE}`);
  await pool().query("ANALYZE campaign_audience");
  const stopWorkers = startWorkers({ import: () => Promise.resolve() });
  const stopLoops = startLoops();
  const started = performance.now();
  await enqueue.campaign(id);
  for (;;) {
    const { state } = await db().campaign.findUniqueOrThrow({ where: { id }, select: { state: true } });
    if (state === "completed") break;
    if (state !== "running") throw new Error(`the campaign is ${state}`);
    await sleep(50);
  }
  const seconds = (performance.now() - started) / 1000;
  const sums = async () => (await db().campaignTally.findMany({ where: { campaignId: id, count: { not: 0 } }, select: { state: true, count: true } }));
  while ((await pool().query("SELECT 1 FROM simulated_event LIMIT 1")).rowCount !== 0) await sleep(100);
  const receiptsSeconds = (performance.now() - started) / 1000;
  console.log(`receipts of all heard after ${receiptsSeconds.toFixed(1)} s: ${(SIZE / receiptsSeconds).toFixed(0)} recipients/s; ${(await sums()).map((one) => `${one.state} ${one.count}`).join(", ")}`);
  await Promise.all([stopWorkers(), stopLoops()]);
  return { id, seconds };
}

/** The same rows into the same tables with COPY, and the same calls to the carrier: what no sending program can beat here. */
async function rawLimit(campaignId: string, accountId: string): Promise<number> {
  const account = await readAccount(pool(), accountId, new Date());
  if (!account) throw new Error("no account");
  const columns = ["id", "campaign_id", "customer_id", "branch_id", "branch_path", "template_version_id", "purpose", "channel", "state", "reason", "trace", "body_cipher", "to_cipher", "contact_index", "content_index", "segments", "billing_segments", "cost_micros", "created_at"];
  const { rows } = await pool().query<Record<string, string | number | Date | Buffer | object>>(
    `SELECT ${columns.join(", ")} FROM message WHERE campaign_id = $1 ORDER BY id`, [campaignId],
  );
  const copies = rows.map((row) => columns.map((column) => {
    const cell = row[column];
    if (column === "id") return uuidv7();
    if (column === "campaign_id") return null;
    return column === "trace" ? JSON.stringify(cell) : ((cell ?? null) as string | number | Date | Buffer | null);
  }));
  const started = performance.now();
  for (let from = 0; from < copies.length; from += CALL) {
    const piece = copies.slice(from, from + CALL);
    await inSqlTransaction((client) => copyRows(client, "message", columns, piece));
    await simulator.submit(account, piece.map((row) => ({ reference: String(row[0]), to: "+8615400000000", text: "【行】尊敬的王小明，您的账户信息已更新，详询网点。", purpose: "account" })), { signal: new AbortController().signal });
  }
  return (performance.now() - started) / 1000;
}

const remove = await ownDatabase();
const { branch } = await makeBranchTree();
const account = await makeProviderAccount({ receiptDelayMs: 500, replyShare: 0 });
console.log(`preparing ${SIZE} customers …`);
await makeCustomers(branch, SIZE);
const run = await endToEnd(branch);
const raw = await rawLimit(run.id, account.id);
const perSecond = SIZE / run.seconds;
const rawPerSecond = SIZE / raw;
console.log(`end to end:  ${perSecond.toFixed(0)} recipients/s (${SIZE} in ${run.seconds.toFixed(1)} s, start to completed)`);
console.log(`raw limit:   ${rawPerSecond.toFixed(0)} recipients/s (COPY of the same rows and the same carrier calls)`);
console.log(`ratio:       ${(perSecond / rawPerSecond).toFixed(2)}`);
await closeQueues();
await disconnect();
await remove();
