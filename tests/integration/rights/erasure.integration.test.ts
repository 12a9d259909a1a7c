import { randomBytes } from "node:crypto";
import { v7 } from "uuid";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Authorized } from "@/lib/domain/access/permissions";
import { erasedNumber } from "@/lib/domain/rights/request";
import { verifyChain } from "@/lib/server/audit/verify";
import { blindIndex } from "@/lib/server/crypto/blind-index";
import { encrypt } from "@/lib/server/crypto/cipher";
import { db, pool } from "@/lib/server/db/client";
import { takeInbound } from "@/lib/server/inbound/take";
import { receiveFile } from "@/lib/server/imports/receive";
import { runImport } from "@/lib/server/imports/run";
import { dispatchBatch } from "@/lib/server/pipeline/dispatch";
import { drainPipeline } from "@/lib/server/pipeline/drain";
import { recordRequest, refuseRequest } from "@/lib/server/rights/commands";
import { eraseCustomer } from "@/lib/server/rights/erase-commands";
import { finishErasures } from "@/lib/server/rights/wipe";
import { makeConsent } from "@/prisma/factories/customer";
import { makeActor } from "@/prisma/factories/organisation";
import { CALM, expandAll, expectOne, setClock, setStage, startCampaign, type Stage } from "../pipeline/stage";
import { expectSumsRight, reasonsOf, tallyOf } from "../pipeline/sums";
import { findPerson } from "./every-cipher";

type Officer = Authorized<"rights:write">;
type Manager = Authorized<"rights:write" | "rights:erase">;

let stage: Stage;
let officer: Officer;
let manager: Manager;
let other: Manager;

beforeEach(async () => {
  setClock(12);
  stage = await setStage(3);
  officer = await makeActor(stage.branch, ["officer"], "经办");
  manager = await makeActor(stage.branch, ["manager"], "主管甲");
  other = await makeActor(stage.branch, ["manager"], "主管乙");
});

const EMAIL = "zhuoma.gesang@example.cn";
const NAME = "格桑卓玛央金";

/** A customer about whom every table holds something. */
async function makeKnownPerson() {
  const person = stage.people[0]!;
  await db().customer.update({
    where: { id: person.id },
    data: {
      nameCipher: encrypt(NAME, "customer.name"), nameIndex: blindIndex(NAME, "name"), emailCipher: encrypt(EMAIL, "customer.email"), emailIndex: blindIndex(EMAIL, "email"),
      birthCipher: encrypt("1950-02-03", "customer.birth"), birthYear: 1950, remarksCipher: encrypt(`${NAME}家住河东`, "customer.remarks"), kind: "农户", products: ["小额贷"], tags: ["走访"], importHash: randomBytes(32),
    },
  });
  await db().preference.create({
    data: {
      customerId: person.id, channels: { promotion: ["sms"] }, noProfiling: true, updatedBy: "test", helperNameCipher: encrypt(`${NAME}之女`, "helper.name"),
      helperPhoneCipher: encrypt("+8615400000001", "helper.phone"), helperPhoneIndex: blindIndex("+8615400000001", "phone"),
    },
  });
  const list = await db().audienceList.create({ data: { name: "名单", columns: ["客户编号", "姓名"], rows: 1, refused: 1, branchPath: stage.branch.path, createdBy: "test" } });
  await db().audienceListEntry.create({ data: { listId: list.id, line: 2, customerId: person.id, valuesCipher: encrypt(JSON.stringify({ 姓名: NAME, 客户编号: person.number }), "list.values") } });
  await db().audienceListRefusal.create({ data: { listId: list.id, line: 3, code: "list.repeated", cellsCipher: encrypt(JSON.stringify([person.number, NAME]), "list.values") } });
  const file = await db().customerImport.create({ data: { fileName: "f.csv", contentType: "text/csv", branchPath: stage.branch.path, createdBy: "test", state: "done" } });
  await db().importRefusal.createMany({
    data: [
      { importId: file.id, line: 7, code: "import.date", cellsCipher: encrypt(JSON.stringify([person.number.toLowerCase(), NAME, "不详"]), "import.cells") },
      { importId: file.id, line: 8, code: "import.number", cellsCipher: encrypt(JSON.stringify(["", NAME, `${person.phone.slice(3, 6)} ${person.phone.slice(6, 10)} ${person.phone.slice(10)}`]), "import.cells") },
      { importId: file.id, line: 9, code: "import.phone", cellsCipher: encrypt(JSON.stringify(["C999", "别人", "123"]), "import.cells") },
    ],
  });
  const consents = await db().consentImport.create({ data: { fileName: "c.csv", branchPath: stage.branch.path, createdBy: "test" } });
  await db().consentImportRefusal.create({ data: { importId: consents.id, line: 2, code: "consent.evidence", cellsCipher: encrypt(JSON.stringify([person.number, NAME]), "consent.cells") } });
  await db().accessLink.create({ data: { tokenHash: randomBytes(32), customerId: person.id, source: "message", createdBy: "test", expiresAt: new Date(Date.now() + 86_400_000) } });
  await db().accessCode.create({ data: { contactIndex: blindIndex(person.phone, "phone"), codeHash: randomBytes(32), expiresAt: new Date(Date.now() + 600_000) } });
  await takeInbound(stage.account.id, [{ providerInboundId: `known-${person.id}`, from: person.phone, text: `我是${NAME}，请问利率`, at: new Date() }]);
  return { ...person, name: NAME, listId: list.id, importId: file.id };
}

async function ask(actor: Officer, customerId: string) {
  const recorded = await recordRequest(actor, { customerId, kind: "erasure", receivedBy: "counter", evidence: "F-1001", receivedOn: "" });
  if (!recorded.ok) throw new Error(recorded.error.code);
  return recorded.value.id;
}

async function erased(person: { id: string; number: string }) {
  const requestId = await ask(officer, person.id);
  expect(await eraseCustomer(manager, { requestId, number: person.number })).toEqual({ ok: true, value: null });
  return requestId;
}

const totals = async () => (await pool().query("SELECT campaign_id, sum(count)::int AS n FROM campaign_tally GROUP BY 1 ORDER BY 1")).rows;
const dailyTotal = async () => (await pool().query("SELECT day::text, branch_id, purpose, channel, sum(count)::int AS n FROM daily_tally GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4")).rows;

describe("erasing a person", () => {
  it("leaves nothing in any table that can be opened to the name, phone, e-mail or number, while every count, the ledger and the trail stay whole", async () => {
    const person = await makeKnownPerson();
    const needles = { name: NAME, phone: person.phone.slice(-11), email: EMAIL, number: person.number };
    const indexes = { phoneIndex: blindIndex(person.phone, "phone"), nameIndex: blindIndex(NAME, "name"), emailIndex: blindIndex(EMAIL, "email"), lastFour: blindIndex(person.phone.slice(-4), "last_four") };
    const sent = await startCampaign(stage.branch, "promotion", { listId: person.listId });
    await drainPipeline();
    const waiting = await startCampaign(stage.branch, "account");
    // Written, told "later" by the carrier, and waiting to be tried again.
    await db().providerAccount.update({ where: { id: stage.account.id }, data: { settings: { ...CALM, throttledShare: 1 } }, select: { id: true } });
    await dispatchBatch(expectOne(await expandAll(waiting.id)).id);
    await db().providerAccount.update({ where: { id: stage.account.id }, data: { settings: CALM }, select: { id: true } });
    const unborn = await startCampaign(stage.branch, "loan");
    const [before, beforeDaily] = [await totals(), await dailyTotal()];
    // The finder finds: otherwise what follows would prove nothing.
    const places = new Set((await findPerson(needles, indexes)).map((one) => one.where));
    for (const where of [
      "customer.name_cipher", "customer.remarks_cipher", "customer.email_cipher", "customer.phone_index", "customer.number", "preference.helper_name_cipher", "message.to_cipher", "message.contact_index",
      "inbound_message.body_cipher", "inbound_message.from_cipher", "audience_list_entry.values_cipher", "audience_list_refusal.cells_cipher", "import_refusal.cells_cipher", "consent_import_refusal.cells_cipher", "simulated_message.to_cipher", "access_code.contact_index",
    ]) expect([where, places.has(where)]).toEqual([where, true]);

    const requestId = await erased(person);

    // The only trace of the phone and the address is the keyed hash of what they must not be used for.
    const traces = async () => (await findPerson(needles, indexes)).map((one) => `${one.where} ${one.what}`).sort();
    expect(await traces()).toEqual(["suppression.contact_index emailIndex", "suppression.contact_index phoneIndex"]);
    expect(await db().customer.findUniqueOrThrow({ where: { id: person.id } })).toMatchObject({
      number: erasedNumber(person.id), phoneCipher: null, phoneIndex: null, emailCipher: null, birthCipher: null, birthYear: null, kind: null, products: [], tags: [], remarksCipher: null, importHash: null,
      erasedAt: expect.any(Date) as Date, closedAt: expect.any(Date) as Date,
    });
    expect(await db().preference.count({ where: { customerId: person.id } })).toBe(0);
    expect(await db().accessLink.count({ where: { customerId: person.id, revokedAt: null } })).toBe(0);
    // A stranger's row in the same file is as it was; the person's rows keep their lines and reasons.
    expect((await findPerson({ stranger: "别人" })).map((one) => one.where)).toEqual(["import_refusal.cells_cipher"]);
    expect(await db().importRefusal.count({ where: { importId: person.importId } })).toBe(3);
    expect(await db().consentEntry.count({ where: { customerId: person.id } })).toBe(1);

    expect(await totals()).toEqual(before);
    expect(await dailyTotal()).toEqual(beforeDaily);
    expect(await reasonsOf(waiting.id)).toEqual({ "queued/throttled": 2, "withheld/closed_customer": 1 });
    for (const campaign of [sent, waiting, unborn]) await expectSumsRight(campaign.id);
    expect(await verifyChain()).toMatchObject({ whole: true });
    const entry = await db().auditEntry.findFirstOrThrow({ where: { action: "rights.erased", subjectId: requestId } });
    expect(entry.detail).toMatchObject({ customer: person.id, messages: 2, withheld: 1, inbound: 1, lists: 1, rowsOfFiles: 4, links: 1 });
    expect(await db().personRequest.findUniqueOrThrow({ where: { id: requestId } })).toMatchObject({ state: "done", closedBy: "主管甲", openedBy: "经办" });

    setClock(12, 5);
    await drainPipeline();
    expect(await tallyOf(waiting.id)).toEqual({ delivered: 2, withheld: 1 });
    expect(await reasonsOf(unborn.id)).toMatchObject({ "withheld/closed_customer": 1 });
    for (const campaign of [sent, waiting, unborn]) await expectSumsRight(campaign.id);
    expect(await traces()).toEqual(["suppression.contact_index emailIndex", "suppression.contact_index phoneIndex"]);
  });

  it("takes two people: whoever wrote the request down does not carry it out, and it is carried out once", async () => {
    const person = stage.people[0]!;
    const requestId = await ask(manager, person.id);
    expect(await eraseCustomer(manager, { requestId, number: person.number })).toEqual({ ok: false, error: { code: "rights.same_person" } });
    const results = await Promise.all([eraseCustomer(other, { requestId, number: person.number }), eraseCustomer(other, { requestId, number: person.number })]);
    expect(results.filter((one) => one.ok)).toHaveLength(1);
    expect(results.find((one) => !one.ok)).toEqual({ ok: false, error: { code: "rights.not_open" } });
    expect(await db().auditEntry.count({ where: { action: "rights.erased", subjectId: requestId } })).toBe(1);
  });

  it("and a refusal at the same moment: one of them answers the request, the other is told so", async () => {
    for (const person of stage.people) {
      const requestId = await ask(officer, person.id);
      const [erasedOne, refusedOne] = await Promise.all([eraseCustomer(manager, { requestId, number: person.number }), refuseRequest(officer, { requestId, reason: "贷款尚未结清" })]);
      expect([erasedOne.ok, refusedOne.ok].sort()).toEqual([false, true]);
      expect([erasedOne, refusedOne].find((one) => !one.ok)).toEqual({ ok: false, error: { code: "rights.not_open" } });
      const { erasedAt } = await db().customer.findUniqueOrThrow({ where: { id: person.id }, select: { erasedAt: true } });
      expect(erasedAt !== null).toBe(erasedOne.ok);
    }
  });

  it("needs the customer's number typed, nothing else open, and a request of the manager's own branches", async () => {
    const person = stage.people[0]!;
    const requestId = await ask(officer, person.id);
    const stranger: Manager = await makeActor((await setStage(0)).branch, ["manager"]);
    expect(await eraseCustomer(stranger, { requestId, number: person.number })).toEqual({ ok: false, error: { code: "rights.not_found" } });
    expect(await eraseCustomer(manager, { requestId, number: stage.people[1]!.number })).toEqual({ ok: false, error: { code: "rights.number_mistyped" } });
    const copy = await recordRequest(officer, { customerId: person.id, kind: "access", receivedBy: "counter", evidence: "", receivedOn: "" });
    expect(await eraseCustomer(manager, { requestId, number: person.number })).toEqual({ ok: false, error: { code: "rights.others_open" } });
    await refuseRequest(officer, { requestId: copy.ok ? copy.value.id : "", reason: "客户已撤回" });
    expect((await db().customer.findUniqueOrThrow({ where: { id: person.id } })).erasedAt).toBeNull();
    expect(await eraseCustomer(manager, { requestId, number: person.number })).toEqual({ ok: true, value: null });
  });

  it("keeps every no: a refusal that stood in the ledger alone, or in the order of channels, still withholds a later customer with the same number and phone", async () => {
    const person = stage.people[0]!;
    await db().customer.update({ where: { id: person.id }, data: { emailCipher: encrypt("no@example.cn", "customer.email"), emailIndex: blindIndex("no@example.cn", "email") } });
    await makeConsent(person.id, "promotion", "withdrawn", new Date("2026-02-01T00:00:00Z"));
    await makeConsent(person.id, "loan", "withdrawn", new Date("2026-02-01T00:00:00Z"), "email");
    await db().preference.create({ data: { customerId: person.id, channels: { education: ["email"] }, updatedBy: "test" } });
    await erased(person);
    const kept = await db().suppression.findMany({ where: { source: "rights", contactIndex: { in: [blindIndex(person.phone, "phone"), blindIndex("no@example.cn", "email")] } }, orderBy: [{ purpose: "asc" }, { channel: "asc" }], select: { purpose: true, channel: true, contactIndex: true, evidence: true, liftedAt: true } });
    const [phone, email] = [Buffer.from(blindIndex(person.phone, "phone")).toString("hex"), Buffer.from(blindIndex("no@example.cn", "email")).toString("hex")];
    expect(kept.map((row) => [row.purpose, row.channel, Buffer.from(row.contactIndex).toString("hex"), row.evidence])).toEqual([
      ["education", "sms", phone, "F-1001"], ["education", "voice", phone, "F-1001"], ["loan", "email", email, "F-1001"], ["promotion", "sms", phone, "F-1001"],
    ]);

    const importer = await makeActor<"customer:import">(stage.branch, ["officer"]);
    const csv = `客户编号,姓名,手机号码,所属网点,同意营销\n${person.number},${person.name},${person.phone.slice(3)},${stage.branch.code},是\n`;
    const received = await receiveFile(importer, (async function* () { yield Buffer.from(csv); })(), { fileName: "again.csv", contentType: "text/csv" });
    if (!received.ok) throw new Error(received.error.code);
    await runImport(received.value.id);
    const again = await db().customer.findUniqueOrThrow({ where: { number: person.number }, select: { id: true, consents: { select: { state: true } } } });
    expect(again.id).not.toBe(person.id);
    expect(again.consents).toEqual([{ state: "given" }]);
    const offers = await startCampaign(stage.branch, "promotion");
    await drainPipeline();
    const message = await db().message.findFirstOrThrow({ where: { campaignId: offers.id, customerId: again.id }, select: { state: true, reason: true } });
    expect(message).toEqual({ state: "withheld", reason: "suppression" });
    await expectSumsRight(offers.id);
  });

  it("leaves alone what somebody else with the same phone has", async () => {
    const [person, wife] = [stage.people[0]!, stage.people[1]!];
    const shared = { phoneCipher: encrypt(person.phone, "customer.phone"), phoneIndex: blindIndex(person.phone, "phone") };
    await db().customer.update({ where: { id: wife.id }, data: shared });
    await db().inboundMessage.create({
      data: { providerAccountId: stage.account.id, providerInboundId: "shared", fromCipher: encrypt(person.phone, "inbound.from"), fromIndex: shared.phoneIndex, bodyCipher: encrypt("她写的", "inbound.body"), replyClass: "other", customerId: wife.id, branchPath: stage.branch.path },
    });
    await erased(person);
    const places = (await findPerson({ phone: person.phone.slice(-11), text: "她写的" })).map((one) => one.where).sort();
    expect(places).toEqual(["customer.phone_cipher", "inbound_message.body_cipher", "inbound_message.from_cipher"]);
  });

  it("waits for a chunk of a running campaign that has read the person, and empties what it stored", async () => {
    const person = stage.people[0]!;
    const campaign = await startCampaign(stage.branch, "account");
    const template = await db().campaign.findUniqueOrThrow({ where: { id: campaign.id }, select: { templateVersionId: true } });
    const requestId = await ask(officer, person.id);
    const chunk = await pool().connect();
    await chunk.query("BEGIN");
    await chunk.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [`expand:${campaign.id}`]);
    const erasing = eraseCustomer(manager, { requestId, number: person.number });
    const done = vi.fn();
    void erasing.then(done);
    // What the chunk decided before the erasure began, stored while it waits; a message of its own, so that the campaign's sum is not touched.
    const id = v7({ msecs: Date.now() });
    await chunk.query(
      `INSERT INTO message (id, customer_id, branch_id, branch_path, template_version_id, purpose, channel, state, trace, body_cipher, to_cipher)
       VALUES ($1, $2, $3, $4, $5, 'account', 'sms', 'delivered', '[]', $6, $7)`,
      [id, person.id, stage.branch.id, stage.branch.path, template.templateVersionId, Buffer.from(encrypt(person.name, "message.body")), Buffer.from(encrypt(person.phone, "customer.phone"))],
    );
    await expect.poll(async () => (await pool().query("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")).rowCount).toBeGreaterThan(0);
    expect(done).not.toHaveBeenCalled();
    await chunk.query("COMMIT");
    chunk.release();
    expect(await erasing).toEqual({ ok: true, value: null });
    expect(await findPerson({ name: person.name, phone: person.phone.slice(-11) })).toEqual([]);
    expect(await db().message.findUniqueOrThrow({ where: { id }, select: { bodyCipher: true, toCipher: true } })).toEqual({ bodyCipher: null, toCipher: null });
    await db().message.deleteMany({ where: { id } });
  });

  it("is finished by the sweep where a single message was decided before and stored after it", async () => {
    const person = stage.people[0]!;
    const campaign = await startCampaign(stage.branch, "account");
    await drainPipeline();
    await erased(person);
    // What such a request leaves: the text and the number of a customer who is erased by now.
    await db().message.updateMany({ where: { campaignId: campaign.id, customerId: person.id }, data: { bodyCipher: encrypt(person.name, "message.body"), toCipher: encrypt(person.phone, "customer.phone") } });
    expect(await findPerson({ name: person.name })).toHaveLength(1);
    expect(await finishErasures(pool())).toBe(1);
    expect(await findPerson({ name: person.name, phone: person.phone })).toEqual([]);
    await expectSumsRight(campaign.id);
  });

  it("of whom the carrier still says that the phone has opted out keeps what that refusal must find, and no more", async () => {
    const person = stage.people[0]!;
    const campaign = await startCampaign(stage.branch, "promotion");
    await drainPipeline();
    await db().message.updateMany({ where: { campaignId: campaign.id, customerId: person.id }, data: { state: "sent" } });
    await erased(person);
    expect(await db().message.findFirstOrThrow({ where: { campaignId: campaign.id, customerId: person.id }, select: { contactIndex: true, bodyCipher: true, toCipher: true, contentIndex: true } })).toEqual({
      contactIndex: blindIndex(person.phone, "phone"), bodyCipher: null, toCipher: null, contentIndex: null,
    });
  });
});
