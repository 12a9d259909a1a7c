import { randomBytes, randomUUID } from "node:crypto";
import { v7 } from "uuid";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Authorized } from "@/lib/domain/access/permissions";
import { monthsBefore, monthsOf, monthStart, TERMS, type DatedTable } from "@/lib/domain/retention/terms";
import { setClock } from "@/tests/integration/pipeline/stage";
import { makeProviderAccount } from "@/prisma/factories/carrier";
import { makeCampaign, makeTemplate } from "@/prisma/factories/campaign";
import { makeCustomer } from "@/prisma/factories/customer";
import { makeActor, makeBranchTree } from "@/prisma/factories/organisation";
import { makeApiKey } from "@/prisma/factories/api-key";
import { encrypt } from "../crypto/cipher";
import { db, pool } from "../db/client";
import { listInbound } from "../inbound/queries";
import { getMessage } from "../messages/get-message";
import { verifyChain } from "../audit/verify";
import { changeTerm } from "./commands";
import { retentionIfDue, runRetention } from "./run";
import { emptyBodies, sweepBatch, SWEEPS, type SweptTable } from "./sweeps";

const DAY = 86_400_000;
let tree: Awaited<ReturnType<typeof makeBranchTree>>;
let customer: Awaited<ReturnType<typeof makeCustomer>>;
let account: { id: string };
let template: Awaited<ReturnType<typeof makeTemplate>>;
let apiKeyId: string;

beforeAll(async () => {
  tree = await makeBranchTree();
  customer = await makeCustomer(tree.branch);
  account = await makeProviderAccount();
  template = await makeTemplate(tree.branch);
  apiKeyId = (await makeApiKey(tree.branch, "administrator")).id;
});
beforeEach(() => void setClock(12));
afterEach(() => vi.useRealTimers());

const cells = () => encrypt("[]", "import.cells");
const list = (createdAt: Date) => db().audienceList.create({ data: { name: "名单", columns: [], branchPath: tree.branch.path, createdBy: "test", createdAt } });
const file = (createdAt: Date) => db().customerImport.create({ data: { fileName: "f", contentType: "text/csv", branchPath: tree.branch.path, createdBy: "test", state: "done", createdAt } });

/** A row of each table that is as old as `at` says: a table without one does not compile. */
const MAKE: Record<SweptTable, (at: Date) => Promise<unknown>> = {
  receipt: (receivedAt) => db().receipt.create({ data: { providerAccountId: account.id, providerMessageId: randomUUID(), state: "delivered", at: receivedAt, receivedAt } }),
  inbound_message: async (receivedAt) => {
    const { id } = await db().inboundMessage.create({
      data: { providerAccountId: account.id, providerInboundId: randomUUID(), fromCipher: encrypt("+8615400000000", "inbound.from"), fromIndex: randomBytes(32), bodyCipher: encrypt("好", "inbound.body"), replyClass: "other", receivedAt, branchPath: tree.branch.path },
    });
    await db().inboundAnswer.create({ data: { inboundId: id, messageId: v7(), kind: "free", personId: "p", personName: "p", at: receivedAt } });
  },
  dispatch_batch: (createdAt) => db().dispatchBatch.create({ data: { id: v7(), lane: "bulk", providerAccountId: account.id, state: "done", size: 1, createdAt } }),
  person_request: (at) => db().personRequest.create({ data: { customerId: customer.id, branchPath: tree.branch.path, kind: "access", receivedBy: "page", receivedAt: new Date(at.getTime() - 9 * DAY), dueAt: at, state: "done", closedAt: at, openedById: "p", openedBy: "p" } }),
  retention_run: (at) => db().retentionRun.create({ data: { startedAt: at, finishedAt: at } }),
  audience_list_entry: async (at) => db().audienceListEntry.create({ data: { listId: (await list(at)).id, line: 1, customerId: customer.id, valuesCipher: encrypt("{}", "list.values") } }),
  audience_list_refusal: async (at) => db().audienceListRefusal.create({ data: { listId: (await list(at)).id, line: 1, code: "list.unknown", cellsCipher: encrypt("[]", "list.values") } }),
  import_refusal: async (at) => db().importRefusal.create({ data: { importId: (await file(at)).id, line: 1, code: "import.name", cellsCipher: cells() } }),
  consent_import_refusal: async (createdAt) => db().consentImportRefusal.create({ data: { importId: (await db().consentImport.create({ data: { fileName: "f", branchPath: tree.branch.path, createdBy: "test", createdAt } })).id, line: 1, code: "x", cellsCipher: cells() } }),
  access_link: (expiresAt) => db().accessLink.create({ data: { tokenHash: randomBytes(32), customerId: customer.id, source: "message", createdBy: "test", expiresAt } }),
  access_code: (expiresAt) => db().accessCode.create({ data: { contactIndex: randomBytes(32), codeHash: randomBytes(32), expiresAt } }),
  secret_text: (expiresAt) => db().secretText.create({ data: { messageId: v7(), expiresAt } }),
  idempotent_request: (createdAt) => db().idempotentRequest.create({ data: { apiKeyId, key: randomUUID(), requestHash: randomBytes(32), createdAt } }),
  rate_limit: (at) => db().rateLimit.create({ data: { key: randomUUID(), points: 1, expire: BigInt(at.getTime()) } }),
  message_part: (at) => db().messagePart.create({ data: { providerAccountId: account.id, providerMessageId: randomUUID(), messageId: v7(), ordinal: 1, at } }),
  carrier_callback: (receivedAt) => db().carrierCallback.create({ data: { providerAccountId: account.id, kind: "receipts", requestCipher: encrypt("{}", "carrier.callback"), receivedAt, nextAt: receivedAt } }),
  carrier_exchange: (at) => db().carrierExchange.create({ data: { messageId: v7(), providerAccountId: account.id, direction: "sent", what: "SUBMIT", bodyCipher: encrypt("00", "carrier.exchange"), at } }),
  carrier_link_state: (at) => db().carrierLinkState.create({ data: { providerAccountId: account.id, worker: randomUUID(), slot: 0, state: "up", detail: "", inFlight: 0, window: 16, at } }),
  account_minute: (minute) => db().accountMinute.create({ data: { providerAccountId: account.id, minute } }),
  carrier_test: async (askedAt) => db().carrierTest.create({ data: { id: v7(), providerAccountId: account.id, personId: (await makeActor(tree.head, ["administrator"])).id, askedAt } }),
  carrier_code: (at) => db().carrierCode.create({ data: { providerAccountId: account.id, space: "cmpp-report", code: randomUUID(), count: 1, firstAt: at, lastAt: at } }),
  simulated_message: async (acceptedAt) => {
    const providerMessageId = randomUUID();
    await db().simulatedMessage.create({ data: { providerMessageId, accountId: account.id, reference: v7(), toCipher: encrypt("", "simulator.to"), toIndex: randomBytes(32), bodyCipher: encrypt("", "simulator.body"), acceptedAt, arrived: true } });
    await db().simulatedEvent.create({ data: { accountId: account.id, dueAt: acceptedAt, kind: "receipt", providerMessageId } });
  },
};

const countOf = async (table: string) => Number((await pool().query<{ n: string }>(`SELECT count(*) AS n FROM ${table}`)).rows[0]?.n);
const clearRuns = () => pool().query("DELETE FROM retention_run");

async function makeMessage(at: Date, over: Record<string, unknown> = {}) {
  await pool().query("SELECT ensure_message_partitions($1::date, 1)", [at.toISOString().slice(0, 10)]);
  const id = v7({ msecs: at.getTime() });
  await db().message.create({
    data: {
      id, customerId: customer.id, branchId: tree.branch.id, branchPath: tree.branch.path, templateVersionId: template.versionId, purpose: "account", channel: "sms", state: "delivered", trace: [],
      bodyCipher: encrypt("正文", "message.body"), toCipher: encrypt(customer.phone, "customer.phone"), contactIndex: randomBytes(32), contentIndex: randomBytes(32), createdAt: at, ...over,
    },
  });
  return id;
}

describe("a night of retention", () => {
  beforeEach(clearRuns);

  it("drops what is past its term from every table, keeps what is not, and says so with the oldest that is left", async () => {
    const at = new Date();
    const tables = Object.keys(SWEEPS) as SweptTable[];
    const cutOff = (table: SweptTable) => {
      const term = TERMS[table];
      return term.keep === "months" ? monthsBefore(at, term.months) : new Date(at.getTime() - term.days * DAY);
    };
    const [answers, events] = [await countOf("inbound_answer"), await countOf("simulated_event")];
    const before: Record<string, number> = {};
    for (const table of tables) {
      before[table] = await countOf(table);
      await MAKE[table](new Date(cutOff(table).getTime() - DAY));
      await MAKE[table](new Date(cutOff(table).getTime() + 60_000 * 60));
    }
    const run = await runRetention();
    for (const table of tables) {
      // The run's own row is one more of its table.
      expect([table, await countOf(table)]).toEqual([table, (before[table] ?? 0) + (table === "retention_run" ? 2 : 1)]);
      const report = run?.report[table];
      expect([table, report]).toEqual([table, { months: TERMS[table].keep === "months" ? (TERMS[table] as { months: number }).months : null, before: cutOff(table).toISOString(), dropped: 1, oldestLeft: expect.any(String) as string }]);
      expect([table, (report?.oldestLeft ?? "") >= (report?.before ?? "")]).toEqual([table, true]);
    }
    // What hung on them went with them, and only that.
    expect([await countOf("inbound_answer") - answers, await countOf("simulated_event") - events]).toEqual([1, 1]);
    const stored = await db().retentionRun.findUniqueOrThrow({ where: { id: run?.id ?? "" } });
    expect(stored.finishedAt).not.toBeNull();
    expect(stored.report).toEqual(JSON.parse(JSON.stringify(run?.report)));
    const entry = await db().auditEntry.findFirstOrThrow({ where: { action: "retention.run", subjectId: run?.id ?? "" } });
    expect(entry.detail).toMatchObject({ receipt: 1, access_code: 1 });
    expect(await db().branch.count({ where: { path: entry.branchPath, parentId: null } })).toBe(1);
    expect(await verifyChain()).toMatchObject({ whole: true });
  });

  it("CN-SMS-02, CN-NDSR-12: drops whole months of the log and of the handing over, each under its own term, and leaves counts and what points at it readable", async () => {
    const at = new Date();
    const log = monthStart(monthsBefore(at, 36));
    await db().setting.create({ data: { key: "retention.months", value: { message: 24, "message.body": 12 }, updatedBy: "test" } });
    const logBefore = monthStart(monthsBefore(at, 24));
    const [gone, kept, oldest] = [await makeMessage(new Date(logBefore.getTime() - DAY)), await makeMessage(new Date(logBefore.getTime() + DAY)), await makeMessage(new Date(log.getTime() - 40 * DAY))];
    const attempt = async (messageId: string) => db().messageAttempt.create({ data: { messageId, ordinal: 1, providerAccountId: account.id, outcome: "accepted", startedAt: at } });
    for (const id of [gone, kept, oldest]) await attempt(id);
    await db().dailyTally.create({ data: { branchId: tree.branch.id, day: new Date("2024-01-01T00:00:00Z"), purpose: "account", channel: "sms", state: "delivered", reason: "", count: 3 } });
    const tally = await pool().query("SELECT * FROM daily_tally ORDER BY 1, 2");
    const inbound = await db().inboundMessage.create({
      data: { providerAccountId: account.id, providerInboundId: randomUUID(), fromCipher: encrypt(customer.phone, "inbound.from"), fromIndex: randomBytes(32), bodyCipher: encrypt("好", "inbound.body"), replyClass: "other", customerId: customer.id, branchPath: tree.branch.path, messageId: gone },
    });
    const run = await runRetention();
    expect((await db().message.findMany({ where: { id: { in: [gone, kept, oldest] } }, select: { id: true } })).map((row) => row.id)).toEqual([kept]);
    // Three years for who was handed which number: the attempt outlives the message of two.
    expect((await db().messageAttempt.findMany({ where: { messageId: { in: [gone, kept, oldest] } }, orderBy: { messageId: "asc" }, select: { messageId: true } })).map((row) => row.messageId)).toEqual([gone, kept]);
    expect(run?.report.message).toMatchObject({ months: 24, dropped: 2, before: logBefore.toISOString() });
    expect(run?.report.message?.partitions).toHaveLength(2);
    expect(new Date(run?.report.message?.oldestLeft ?? 0).getTime()).toBe(logBefore.getTime() + DAY);
    expect((await pool().query("SELECT * FROM daily_tally ORDER BY 1, 2")).rows).toEqual(tally.rows);
    const reader = await makeActor<"message:read" | "inbox:read">(tree.head, ["manager"]);
    expect(await getMessage(reader, gone)).toBeNull();
    expect((await listInbound(reader, {})).rows.find((row) => row.id === inbound.id)?.messageId).toBe(gone);
    await db().setting.delete({ where: { key: "retention.months" } });
  });

  it("empties texts and numbers before the log around them goes, but of nothing that has yet to leave", async () => {
    const before = monthsBefore(new Date(), 24);
    const [old, young, waiting] = [await makeMessage(new Date(before.getTime() - DAY)), await makeMessage(new Date(before.getTime() + DAY)), await makeMessage(new Date(before.getTime() - 2 * DAY), { state: "queued" })];
    const run = await runRetention();
    const bodies = async () => Object.fromEntries((await db().message.findMany({ where: { id: { in: [old, young, waiting] } }, select: { id: true, bodyCipher: true, toCipher: true, contactIndex: true, contentIndex: true } })).map(({ id, ...columns }) => [id, Object.values(columns).filter((one) => one !== null).length]));
    expect(await bodies()).toEqual({ [old]: 0, [young]: 4, [waiting]: 4 });
    expect(run?.report["message.body"]).toMatchObject({ months: 24, dropped: 1, oldestLeft: new Date(before.getTime() + DAY).toISOString() });
    // Batches of one find the same: nothing lies between two of them.
    await db().message.updateMany({ where: { id: { in: [old, young] } }, data: { contentIndex: randomBytes(32) } });
    let after: string | null = "00000000-0000-0000-0000-000000000000";
    let dropped = 0;
    while (after !== null) {
      const batch = await emptyBodies(pool(), after, before, 1);
      dropped += batch.dropped;
      after = batch.next;
    }
    expect(dropped).toBe(1);
    await db().message.deleteMany({ where: { id: waiting } });
  });

  it("goes on where a crash left it, under the cut-offs of its start, and counts nothing twice", async () => {
    const startedAt = new Date(Date.now() - 3_600_000);
    const crashed = await db().retentionRun.create({ data: { startedAt, report: { receipt: { months: 36, before: startedAt.toISOString(), dropped: 41, oldestLeft: null } } } });
    await MAKE.access_code(new Date(startedAt.getTime() - DAY - 1_000));
    await MAKE.access_code(new Date(startedAt.getTime() - DAY + 1_000));
    const codes = await countOf("access_code");
    const run = await runRetention();
    expect(run?.id).toBe(crashed.id);
    expect(run?.report.receipt?.dropped).toBe(41);
    expect(run?.report.access_code).toMatchObject({ dropped: 1, before: new Date(startedAt.getTime() - DAY).toISOString() });
    expect(await countOf("access_code")).toBe(codes - 1);
  });

  it("runs once a night, by one worker, from two o'clock of the bank's clock on", async () => {
    setClock(1, 30);
    expect(await retentionIfDue()).toBe(false);
    setClock(2, 5);
    const both = await Promise.all([retentionIfDue(), retentionIfDue(), retentionIfDue()]);
    expect(both.filter(Boolean).length).toBeGreaterThanOrEqual(1);
    expect(await db().retentionRun.count({ where: { finishedAt: { not: null } } })).toBe(1);
    expect(await retentionIfDue()).toBe(false);
    expect(await db().retentionRun.count()).toBe(1);
  });

  it("works in batches, and leaves a row that somebody holds for the next one", async () => {
    for (let count = 0; count < 3; count += 1) await MAKE.access_code(new Date("2025-01-01T00:00:00Z"));
    const client = await pool().connect();
    await client.query("BEGIN");
    expect(await sweepBatch(client, "access_code", new Date("2025-06-01T00:00:00Z"), 2)).toEqual({ dropped: 2, more: true });
    expect(await sweepBatch(client, "access_code", new Date("2025-06-01T00:00:00Z"), 2)).toEqual({ dropped: 1, more: false });
    await client.query("COMMIT");
    client.release();
  });

  it("keeps the list of a campaign that is not over, whatever its age, and says how much it held back", async () => {
    const old = new Date("2020-01-01T00:00:00Z");
    const entry = async () => {
      const { id } = await list(old);
      await db().audienceListEntry.create({ data: { listId: id, line: 1, customerId: customer.id, valuesCipher: encrypt("{}", "list.values") } });
      return id;
    };
    const [inUse, over] = [await entry(), await entry()];
    await makeCampaign(tree.branch, template, { listId: inUse, state: "scheduled" });
    const run = await runRetention();
    expect(await db().audienceListEntry.count({ where: { listId: inUse } })).toBe(1);
    expect(await db().audienceListEntry.count({ where: { listId: over } })).toBe(0);
    expect(run?.report.audience_list_entry).toMatchObject({ held: 1 });
  });
});

describe("the floors", () => {
  it("CN-PIPL-56: are held by the database itself, whoever asks and whatever is set", async () => {
    const month = monthStart(monthsBefore(new Date(), 5)).toISOString().slice(0, 10);
    await expect(pool().query("SELECT * FROM drop_message_partitions('message', $1::date)", [month])).rejects.toMatchObject({ code: "42501" });
    const years = monthStart(monthsBefore(new Date(), 35)).toISOString().slice(0, 10);
    await expect(pool().query("SELECT * FROM drop_message_partitions('message_attempt', $1::date)", [years])).rejects.toMatchObject({ code: "42501" });
    await expect(pool().query("SELECT * FROM drop_message_partitions('audit_entry', '2000-01-01')")).rejects.toMatchObject({ code: "42501" });
    await expect(pool().query("DROP TABLE message_attempt")).rejects.toMatchObject({ code: "42501" });
  });

  it("refuse an administrator with the name of the law, and two administrators at once lose no change of each other", async () => {
    const admin: Authorized<"settings:write"> = await makeActor(tree.head, ["administrator"]);
    expect(await changeTerm(admin, { table: "message", months: 3 })).toMatchObject({ ok: false, error: { code: "retention.below_miit74", evidence: { months: 6 }, fields: { months: ["retention.below_miit74?months=6"] } } });
    expect(await changeTerm(admin, { table: "receipt", months: 24 })).toMatchObject({ ok: false, error: { code: "retention.below_ndsr12" } });
    const both = await Promise.all([changeTerm(admin, { table: "inbound_message", months: 12 }), changeTerm(admin, { table: "access_link", months: 6 })]);
    expect(both.every((one) => one.ok)).toBe(true);
    const { value } = await db().setting.findUniqueOrThrow({ where: { key: "retention.months" } });
    expect(value).toEqual({ inbound_message: 12, access_link: 6 });
    const months = (table: DatedTable) => monthsOf(table, value as object);
    expect([months("inbound_message"), months("access_link"), months("message")]).toEqual([12, 6, 36]);
    expect(await db().auditEntry.count({ where: { action: "setting.changed", subjectId: "retention.months" } })).toBe(2);
  });
});
