import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { v7 as uuidv7 } from "uuid";
import { encrypt } from "@/lib/server/crypto/cipher";
import { blindIndex } from "@/lib/server/crypto/blind-index";
import { disconnect, pool } from "@/lib/server/db/client";
import { inSqlTransaction } from "@/lib/server/db/transaction";
import { whatIf } from "@/lib/server/decisions/what-if";
import { copyRows } from "@/lib/server/pipeline/copy";
import { makeTemplate } from "@/prisma/factories/campaign";
import { makeActor, makeBranchTree } from "@/prisma/factories/organisation";
import { ownDatabase } from "./database";

// How long it takes to decide last month's messages again under another parameter: offers of the last 25 days, four to each
// customer, asked about hours (no history needed) and about caps (thirty days of history).
const { values } = parseArgs({ options: { size: { type: "string", default: "10000" } } });
const SIZE = Number(values.size);
const PER_CUSTOMER = 4;
const DAY_MS = 86_400_000;
const TRACE = JSON.stringify([{ rule: "closed_customer", row: "CN-CLOSED-1", outcome: "pass", evidence: {} }]);

async function makeMessages(): Promise<Awaited<ReturnType<typeof makeActor<"policy:read">>>> {
  const { head, branch } = await makeBranchTree();
  const template = await makeTemplate(head, { purpose: "promotion" });
  const people: unknown[][] = [];
  const consents: unknown[][] = [];
  const messages: unknown[][] = [];
  const now = Date.now();
  for (let index = 0; index < SIZE / PER_CUSTOMER; index += 1) {
    const id = uuidv7();
    const contact = blindIndex(id, "phone");
    people.push([id, `B${id}`, branch.id, branch.path, encrypt("王小明", "customer.name"), blindIndex("王小明", "name"), encrypt("+8615412345678", "customer.phone"), contact, "{}", "{}"]);
    consents.push([uuidv7(), id, "sms", "promotion", "given", "bench", "branch", new Date("2026-01-01T00:00:00Z"), "bench"]);
    for (let count = 0; count < PER_CUSTOMER; count += 1) {
      const at = new Date(now - ((index * PER_CUSTOMER + count * 7) % 25) * DAY_MS - (index % 24) * 3_600_000);
      messages.push([uuidv7({ msecs: at.getTime() }), id, branch.id, branch.path, template.versionId, "promotion", "sms", "delivered", "", TRACE, contact, blindIndex(String(count), "content"), at, at, at]);
    }
  }
  const month = new Date(now - 31 * DAY_MS).toISOString().slice(0, 10);
  await pool().query("SELECT ensure_message_partitions($1::date, 3)", [month]);
  await inSqlTransaction(async (client) => {
    await copyRows(client, "customer", ["id", "number", "branch_id", "branch_path", "name_cipher", "name_index", "phone_cipher", "phone_index", "tags", "products"], people as never);
    await copyRows(client, "consent_entry", ["id", "customer_id", "channel", "purpose", "state", "wording_version", "source", "at", "recorded_by"], consents as never);
    await copyRows(client, "message", ["id", "customer_id", "branch_id", "branch_path", "template_version_id", "purpose", "channel", "state", "reason", "trace", "contact_index", "content_index", "created_at", "submitted_at", "final_at"], messages as never);
  });
  await pool().query("ANALYZE customer, consent_entry, message");
  return makeActor<"policy:read">(head, ["manager"]);
}

const window = { exempt: false, ownHours: true, fromMinute: 600, toMinute: 960, breakFromMinute: null, breakToMinute: null };
const QUESTIONS = [
  ["hours of offers", { rule: "quiet_hours", purpose: "promotion", channel: null, params: window }],
  ["cap of offers", { rule: "frequency_cap", purpose: "promotion", channel: null, params: { perDay: 1, perWeek: 1, perMonth: 2 } }],
] as const;

const remove = await ownDatabase();
try {
  const actor = await makeMessages();
  for (const [name, supposition] of QUESTIONS) {
    const started = performance.now();
    const report = await whatIf(actor, "CN", supposition);
    const seconds = (performance.now() - started) / 1_000;
    if (!report.ok) throw new Error(report.error.code);
    const { examined, affected, otherwise } = report.value;
    console.log(`what if, ${name}: ${examined} messages in ${seconds.toFixed(2)} s (${(examined / seconds).toFixed(0)}/s), ${affected} met the rule, ${otherwise} decided otherwise`);
  }
} finally {
  await disconnect();
  await remove();
}
