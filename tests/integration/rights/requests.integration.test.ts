import { beforeEach, describe, expect, it } from "vitest";
import type { Authorized } from "@/lib/domain/access/permissions";
import { isOverdue } from "@/lib/domain/rights/request";
import type { CorrectInput } from "@/lib/domain/rights/schema";
import { verifyChain } from "@/lib/server/audit/verify";
import { blindIndex } from "@/lib/server/crypto/blind-index";
import { decrypt, encrypt } from "@/lib/server/crypto/cipher";
import { listCustomers } from "@/lib/server/customers/queries";
import { db, pool } from "@/lib/server/db/client";
import { receiveFile } from "@/lib/server/imports/receive";
import { runImport } from "@/lib/server/imports/run";
import { takeInbound } from "@/lib/server/inbound/take";
import { dispatchBatch } from "@/lib/server/pipeline/dispatch";
import { drainPipeline } from "@/lib/server/pipeline/drain";
import { closeAccess, recordRequest, refuseRequest, withdrawConsents } from "@/lib/server/rights/commands";
import { correctCustomer } from "@/lib/server/rights/correct-commands";
import { exportPersonalData } from "@/lib/server/rights/export-commands";
import { countOpenRequests, getRequest, listRequests } from "@/lib/server/rights/queries";
import type { RequestKind } from "@/lib/domain/rights/request";
import { makeActor } from "@/prisma/factories/organisation";
import { expandAll, expectOne, setClock, setStage, startCampaign, type Stage } from "../pipeline/stage";
import { expectSumsRight, reasonsOf } from "../pipeline/sums";

type Officer = Authorized<"rights:write">;
let stage: Stage;
let officer: Officer;

beforeEach(async () => {
  setClock(12);
  stage = await setStage(2);
  officer = await makeActor(stage.branch, ["officer"], "经办");
});

async function ask(kind: RequestKind, customerId = stage.people[0]!.id, receivedOn = "") {
  const recorded = await recordRequest(officer, { customerId, kind, receivedBy: "counter", evidence: "F-1", receivedOn });
  if (!recorded.ok) throw new Error(recorded.error.code);
  return recorded.value.id;
}

const NOTHING = { name: "", phone: "", email: "", birthDate: "", kind: "", language: "" as const, clearEmail: false, clearBirthDate: false, evidence: "身份证-01" };
const correct = (requestId: string, said: Partial<CorrectInput>) => correctCustomer(officer, { ...NOTHING, requestId, ...said });

describe("a request", () => {
  it("is due by the bank's own rule counted from the day of receipt, and leaves a trace", async () => {
    const id = await ask("access", undefined, "2026-01-01");
    const row = await db().personRequest.findUniqueOrThrow({ where: { id } });
    expect(row.receivedAt).toEqual(new Date("2025-12-31T16:00:00Z"));
    expect(row.dueAt).toEqual(new Date("2026-01-16T15:59:59.999Z"));
    expect(isOverdue({ state: "open", dueAt: row.dueAt, closedAt: null }, new Date())).toBe(true);
    await db().setting.create({ data: { key: "rights.days", value: 7, updatedBy: "test" } });
    expect((await db().personRequest.findUniqueOrThrow({ where: { id: await ask("erasure", undefined, "2026-01-01") } })).dueAt).toEqual(new Date("2026-01-08T15:59:59.999Z"));
    await db().setting.delete({ where: { key: "rights.days" } });
    expect(await db().auditEntry.count({ where: { action: "rights.received", subjectId: id, branchPath: stage.branch.path } })).toBe(1);
  });

  it("is not one of the future, nor of another branch's customer, nor the same twice", async () => {
    const customerId = stage.people[0]!.id;
    const said = { customerId, kind: "access", receivedBy: "letter", evidence: "", receivedOn: "" } as const;
    expect(await recordRequest(officer, { ...said, receivedOn: "2099-01-01" })).toEqual({ ok: false, error: { code: "rights.received_in_future" } });
    expect(await recordRequest(officer, { ...said, receivedOn: "2020-01-01" })).toEqual({ ok: false, error: { code: "rights.received_too_early" } });
    const stranger: Officer = await makeActor((await setStage(0)).branch, ["officer"]);
    expect(await recordRequest(stranger, said)).toEqual({ ok: false, error: { code: "customer.not_found" } });
    const both = await Promise.all([recordRequest(officer, said), recordRequest(officer, said)]);
    expect(both.map((one) => one.ok).sort()).toEqual([false, true]);
    expect(both.find((one) => !one.ok)).toEqual({ ok: false, error: { code: "rights.already_open" } });
  });

  it("is seen by its own branches, the earliest due first, page by page without gap or repeat", async () => {
    const ids = [await ask("access", stage.people[0]!.id, "2026-01-05"), await ask("correction", stage.people[0]!.id, "2026-01-02"), await ask("erasure", stage.people[1]!.id, "2026-01-02"), await ask("withdrawal")];
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await listRequests(officer, { state: "open" }, after, 1);
      seen.push(...page.rows.map((row) => row.id));
      after = page.next ?? undefined;
    } while (after !== undefined);
    expect(seen).toEqual([ids[1], ids[2], ids[0], ids[3]]);
    expect(await countOpenRequests(officer)).toEqual({ open: 4, overdue: 3 });
    expect((await listRequests(officer, { overdue: true, kind: "erasure" })).rows.map((row) => row.id)).toEqual([ids[2]]);
    const stranger: Officer = await makeActor((await setStage(0)).branch, ["officer"]);
    expect((await listRequests(stranger, {})).rows).toEqual([]);
    expect(await getRequest(stranger, ids[0]!)).toBeNull();
    expect(await refuseRequest(stranger, { requestId: ids[0]!, reason: "不属于本行" })).toEqual({ ok: false, error: { code: "rights.not_found" } });
  });

  it("is answered once: of a refusal and a withdrawal at the same moment, one holds", async () => {
    const requestId = await ask("withdrawal");
    const results = await Promise.all([
      refuseRequest(officer, { requestId, reason: "身份无法核实" }), withdrawConsents(officer, { requestId, purposes: ["promotion"], channels: ["sms"] }),
    ]);
    expect(results.filter((one) => one.ok)).toHaveLength(1);
    const [refused] = results;
    expect(await db().consentEntry.count({ where: { customerId: stage.people[0]!.id, state: "withdrawn" } })).toBe(refused?.ok ? 0 : 1);
    expect(await db().auditEntry.count({ where: { subjectId: requestId, action: { in: ["rights.refused", "rights.closed"] } } })).toBe(1);
  });
});

describe("a withdrawal", () => {
  it("goes to the ledger and the contact point like any refusal, and stops what waits", async () => {
    const campaign = await startCampaign(stage.branch, "promotion");
    const batch = expectOne(await expandAll(campaign.id));
    const requestId = await ask("withdrawal");
    expect(await withdrawConsents(officer, { requestId, purposes: ["promotion", "education"], channels: ["sms", "email"] })).toEqual({ ok: true, value: null });
    expect(await db().consentEntry.findMany({ where: { customerId: stage.people[0]!.id, state: "withdrawn" }, orderBy: [{ purpose: "asc" }, { channel: "asc" }], select: { purpose: true, channel: true, source: true, evidence: true } })).toEqual(
      ["education", "promotion"].flatMap((purpose) => ["email", "sms"].map((channel) => ({ purpose, channel, source: "rights", evidence: "F-1" }))),
    );
    expect(await db().suppression.count({ where: { contactIndex: blindIndex(stage.people[0]!.phone, "phone"), liftedAt: null } })).toBe(2);
    expect(await dispatchBatch(batch.id)).toBe("sent");
    expect(await reasonsOf(campaign.id)).toMatchObject({ "withheld/suppression": 1 });
    await expectSumsRight(campaign.id);
    expect((await getRequest(officer, requestId))?.state).toBe("done");
  });
});

describe("a correction", () => {
  it("changes what is kept and what is searched for, and nothing that was not said", async () => {
    const person = stage.people[0]!;
    const requestId = await ask("correction");
    expect(await correct(requestId, { name: "Li  Guilan", email: "Li@Example.cn", birthDate: "1961年5月3日", language: "en" })).toEqual({ ok: true, value: null });
    const row = await db().customer.findUniqueOrThrow({ where: { id: person.id } });
    expect([decrypt(row.nameCipher, "customer.name"), row.emailCipher && decrypt(row.emailCipher, "customer.email"), row.birthCipher && decrypt(row.birthCipher, "customer.birth"), row.birthYear, row.language]).toEqual(["Li Guilan", "Li@Example.cn", "1961-05-03", 1961, "en"]);
    expect(row.phoneCipher && decrypt(row.phoneCipher, "customer.phone")).toBe(person.phone);
    expect(row.emailIndex).toEqual(blindIndex("li@example.cn", "email"));
    const reader = await makeActor<"customer:read">(stage.branch, ["officer"]);
    expect((await listCustomers(reader, { q: "li guilan" })).rows.map((one) => one.id)).toEqual([person.id]);
    expect((await listCustomers(reader, { q: person.name })).rows).toEqual([]);
    const entry = await db().auditEntry.findFirstOrThrow({ where: { action: "rights.corrected", subjectId: requestId } });
    expect(entry.detail).toMatchObject({ fields: ["name", "email", "birthDate", "language"] });
    expect(JSON.stringify(entry.detail)).not.toMatch(/Guilan|1961|example/i);
  });

  it("of a number loses no no: every refusal of the old number holds for the new one, and can be lifted as before", async () => {
    const person = stage.people[0]!;
    await takeInbound(stage.account.id, [{ providerInboundId: "no", from: person.phone, text: "R", at: new Date() }]);
    await db().suppression.create({ data: { contactIndex: blindIndex(person.phone, "phone"), channel: null, purpose: null, source: "carrier", recordedBy: "test" } });
    await db().suppression.create({ data: { contactIndex: blindIndex(person.phone, "phone"), channel: "voice", purpose: "loan", source: "branch", recordedBy: "test", liftedAt: new Date() } });
    expect(await correct(await ask("correction"), { phone: "154 1111 2222" })).toEqual({ ok: true, value: null });
    const of = (phone: string) => db().suppression.findMany({ where: { contactIndex: blindIndex(phone, "phone"), liftedAt: null }, orderBy: { source: "asc" }, select: { channel: true, purpose: true, source: true, evidence: true, at: true } });
    expect(await of("+8615411112222")).toEqual(await of(person.phone));
    expect((await of("+8615411112222")).map((one) => one.source)).toEqual(["carrier", "reply"]);
    await db().suppression.deleteMany({ where: { source: "carrier" } });
    const offers = await startCampaign(stage.branch, "promotion");
    await drainPipeline();
    expect(await db().message.findFirstOrThrow({ where: { campaignId: offers.id, customerId: person.id }, select: { state: true, reason: true } })).toEqual({ state: "withheld", reason: "suppression" });
    await takeInbound(stage.account.id, [{ providerInboundId: "yes", from: "+8615411112222", text: "恢复", at: new Date() }]);
    expect((await of("+8615411112222")).map((one) => one.source)).not.toContain("reply");
  });

  it("of a number sends what waits to the new one, and nothing more to the old one", async () => {
    const person = stage.people[0]!;
    const campaign = await startCampaign(stage.branch, "account");
    const batch = expectOne(await expandAll(campaign.id));
    await db().accessLink.create({ data: { tokenHash: blindIndex("token", "content"), customerId: person.id, source: "message", createdBy: "test", expiresAt: new Date(Date.now() + 86_400_000) } });
    expect(await correct(await ask("correction"), { phone: "15433334444" })).toEqual({ ok: true, value: null });
    expect(await dispatchBatch(batch.id)).toBe("sent");
    const { rows } = await pool().query<{ to_index: Buffer }>("SELECT s.to_index FROM simulated_message s JOIN message m ON m.id = s.reference WHERE m.campaign_id = $1 AND m.customer_id = $2", [campaign.id, person.id]);
    expect(rows.map((row) => row.to_index.toString("hex"))).toEqual([Buffer.from(blindIndex("+8615433334444", "phone")).toString("hex")]);
    expect(await db().accessLink.count({ where: { customerId: person.id, revokedAt: null } })).toBe(0);
    await drainPipeline();
    await expectSumsRight(campaign.id);
  });

  it("is not undone by importing the old file again", async () => {
    const person = stage.people[0]!;
    const importer = await makeActor<"customer:import">(stage.branch, ["officer"]);
    const csv = `客户编号,姓名,手机号码,所属网点\n${person.number},${person.name},${person.phone.slice(3)},${stage.branch.code}\n`;
    const imported = async () => {
      const received = await receiveFile(importer, (async function* () { yield Buffer.from(csv); })(), { fileName: "same.csv", contentType: "text/csv" });
      if (!received.ok) throw new Error(received.error.code);
      await runImport(received.value.id);
    };
    await imported();
    expect(await correct(await ask("correction"), { phone: "15455556666" })).toEqual({ ok: true, value: null });
    await imported();
    const row = await db().customer.findUniqueOrThrow({ where: { id: person.id }, select: { phoneCipher: true } });
    expect(row.phoneCipher && decrypt(row.phoneCipher, "customer.phone")).toBe("+8615455556666");
  });

  it("says at the field what cannot be read, and refuses what already stands so", async () => {
    const requestId = await ask("correction");
    expect(await correct(requestId, { phone: "95599" })).toMatchObject({ ok: false, error: { code: "phone.not_mobile", fields: { phone: ["phone.not_mobile"] } } });
    expect(await correct(requestId, { birthDate: "昨天" })).toMatchObject({ ok: false, error: { code: "rights.birth_date_unreadable" } });
    expect(await correct(requestId, { name: stage.people[0]!.name })).toMatchObject({ ok: false, error: { code: "rights.nothing_corrected" } });
    expect((await getRequest(officer, requestId))?.state).toBe("open");
  });
});

describe("a copy of a person's data", () => {
  it("holds what every room keeps of him, in the clear, and is on record before it leaves", async () => {
    const person = stage.people[0]!;
    await db().customer.update({ where: { id: person.id }, data: { remarksCipher: encrypt("养鸡户", "customer.remarks") } });
    await db().preference.create({ data: { customerId: person.id, channels: { promotion: ["sms"] }, elderFriendly: true, updatedBy: "test", helperNameCipher: encrypt("女儿", "helper.name"), helperPhoneCipher: encrypt("+8615400000009", "helper.phone") } });
    const list = await db().audienceList.create({ data: { name: "走访名单", columns: ["金额"], rows: 1, branchPath: stage.branch.path, createdBy: "test" } });
    await db().audienceListEntry.create({ data: { listId: list.id, line: 2, customerId: person.id, valuesCipher: encrypt(JSON.stringify({ 金额: "3000" }), "list.values") } });
    const campaign = await startCampaign(stage.branch, "account", { listId: list.id });
    await drainPipeline();
    await takeInbound(stage.account.id, [{ providerInboundId: `copy-${person.id}`, from: person.phone, text: "请问利率", at: new Date() }]);
    const requestId = await ask("access");
    expect(await closeAccess(officer, { requestId, how: "counter" })).toEqual({ ok: false, error: { code: "rights.not_exported" } });
    expect(await exportPersonalData(officer, { customerId: stage.people[1]!.id, requestId, format: "json" })).toEqual({ ok: false, error: { code: "rights.not_found" } });
    const made = await exportPersonalData(officer, { customerId: person.id, requestId, format: "json" });
    if (!made.ok) throw new Error(made.error.code);
    const data = made.value;
    expect(data.customer).toMatchObject({ number: person.number, name: person.name, phone: person.phone, remarks: "养鸡户" });
    expect(data.preferences).toMatchObject({ elderFriendly: true, helper: { name: "女儿", phone: "+8615400000009" } });
    expect(data.messages).toEqual([expect.objectContaining({ campaignId: campaign.id, to: person.phone, text: expect.stringContaining("账户信息已更新") as string, state: "delivered" })]);
    expect(data.messages[0]?.decision.length).toBeGreaterThan(3);
    expect(data.replies).toEqual([expect.objectContaining({ text: "请问利率", from: person.phone })]);
    expect(data.campaigns.map((one) => one.id)).toEqual([campaign.id]);
    expect(data.lists).toEqual([expect.objectContaining({ name: "走访名单", cells: { 金额: "3000" } })]);
    expect(data.consents).toHaveLength(1);
    expect(data.requests).toEqual([expect.objectContaining({ kind: "access", state: "open" })]);
    expect(await db().auditEntry.count({ where: { action: "rights.exported", subjectId: requestId } })).toBe(1);
    expect(await closeAccess(officer, { requestId, how: "counter" })).toEqual({ ok: true, value: null });
    expect(await exportPersonalData(officer, { customerId: person.id, requestId, format: "pdf" })).toEqual({ ok: false, error: { code: "rights.not_open" } });
    expect(await verifyChain()).toMatchObject({ whole: true });
  });

  it("is not made for another branch", async () => {
    const requestId = await ask("access");
    const stranger: Officer = await makeActor((await setStage(0)).branch, ["officer"]);
    expect(await exportPersonalData(stranger, { customerId: stage.people[0]!.id, requestId, format: "json" })).toEqual({ ok: false, error: { code: "rights.not_found" } });
    expect(await db().auditEntry.count({ where: { action: "rights.exported", subjectId: requestId } })).toBe(0);
  });
});
