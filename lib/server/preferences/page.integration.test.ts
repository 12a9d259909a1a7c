import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { sha256 } from "@/lib/server/crypto/digest";
import { blindIndex } from "@/lib/server/crypto/blind-index";
import { decrypt, encrypt } from "@/lib/server/crypto/cipher";
import { db } from "@/lib/server/db/client";
import { inTransaction } from "@/lib/server/db/transaction";
import { dispatchBatch } from "@/lib/server/pipeline/dispatch";
import { revealMessage } from "@/lib/server/messages/commands";
import { makeTemplate } from "@/prisma/factories/campaign";
import { makeConsent, makeCustomer } from "@/prisma/factories/customer";
import { makeActor, makeBranchTree, type MadeBranch } from "@/prisma/factories/organisation";
import { setStage } from "@/tests/integration/pipeline/stage";
import type { PreferenceFields } from "@/lib/domain/customer/preference";
import { startCode } from "./code-commands";
import { newToken, openLink, storeLink, type LinkSource } from "./links";
import { openPage } from "./open";
import { agreeToOffers, enterCode, openOther, refuseOffers, savePage } from "./page-commands";
import { wipeSecretTexts } from "./secret-texts";

const HOUR = 3_600_000;
const by = (token: string) => ({ token, requestId: null });
const open = (token: string, address = "somewhere") => openPage(token, address, null);

async function makeLink(customerId: string, wish: { source?: LinkSource; forMs?: number; at?: Date } = {}) {
  const made = await inTransaction((tx) => storeLink(tx, { token: newToken(), customerId, source: wish.source ?? "counter", createdBy: "test", at: wish.at ?? new Date(), forMs: wish.forMs ?? HOUR }));
  return made;
}

async function withEmail(branch: MadeBranch) {
  const person = await makeCustomer(branch, { agreed: ["promotion"] });
  const address = `${person.number}@mail.example`;
  await db().customer.update({ where: { id: person.id }, data: { emailCipher: encrypt(address, "customer.email"), emailIndex: blindIndex(address, "email") } });
  return { ...person, phoneIndex: blindIndex(person.phone, "phone"), emailIndex: blindIndex(address, "email") };
}

const SAID: PreferenceFields = {
  channels: { account: ["sms"] }, quietFrom: 1260, quietTo: 480, elderFriendly: true, noProfiling: true, wantsCalls: false, smallAmountYuan: 50, language: "en", helper: { change: "keep" },
};

afterEach(() => { vi.useRealTimers(); });

describe("a link to a customer's page", () => {
  it("is kept as a hash only, opens the page of its customer masked, and leaves one trace a day", async () => {
    const { branch } = await makeBranchTree();
    const person = await makeCustomer(branch, { name: "王秀英" });
    const { id, token } = await makeLink(person.id);
    const row = await db().accessLink.findUniqueOrThrow({ where: { id } });
    expect(Buffer.from(row.tokenHash)).toEqual(Buffer.from(sha256(token)));
    expect(JSON.stringify(row, (_, value: unknown) => (value instanceof Uint8Array ? Buffer.from(value).toString("latin1") : value))).not.toContain(token);
    const page = await open(token);
    expect(page?.name).toBe("王**");
    const shown = JSON.stringify(page);
    for (const secret of ["王秀英", person.number, person.phone, person.phone.slice(3)]) expect(shown).not.toContain(secret);
    await Promise.all([open(token), open(token), open(token)]);
    expect(await db().auditEntry.count({ where: { action: "page.opened", subjectId: person.id } })).toBe(1);
  });

  it("opens nothing when it is wrong, late, revoked, or its customer is gone: the same nothing", async () => {
    const { branch } = await makeBranchTree();
    const person = await makeCustomer(branch);
    const late = await makeLink(person.id, { at: new Date(Date.now() - 2 * HOUR) });
    const revoked = await makeLink(person.id);
    await db().accessLink.update({ where: { id: revoked.id }, data: { revokedAt: new Date() } });
    const closed = await makeCustomer(branch);
    const ofClosed = await makeLink(closed.id);
    await db().customer.update({ where: { id: closed.id }, data: { closedAt: new Date() } });
    const erased = await makeCustomer(branch);
    const ofErased = await makeLink(erased.id);
    await db().customer.update({ where: { id: erased.id }, data: { erasedAt: new Date() } });
    for (const token of [newToken(), "short", "", late.token, revoked.token, ofClosed.token, ofErased.token]) {
      expect([token, await open(token)]).toEqual([token, null]);
      expect(await refuseOffers(by(token))).toEqual({ ok: false, error: { code: "page.gone" } });
      expect(await savePage(by(token), SAID, 0)).toEqual({ ok: false, error: { code: "page.gone" } });
    }
    expect(await db().consentEntry.count({ where: { customerId: person.id } })).toBe(0);
  });

  it("runs dry for an address that asks too often", async () => {
    const { branch } = await makeBranchTree();
    const { token } = await makeLink((await makeCustomer(branch)).id);
    for (let count = 0; count < 300; count += 1) await open("wrong", "a-guesser");
    expect(await open(token, "a-guesser")).toBeNull();
    expect(await open(token, "somebody-else")).not.toBeNull();
  });
});

describe("a refusal of offers in one tap", () => {
  it("stands in the ledger for every channel, stops phone and address, and tells the link as evidence", async () => {
    const { branch } = await makeBranchTree();
    const person = await withEmail(branch);
    const link = await makeLink(person.id);
    expect(await refuseOffers(by(link.token))).toEqual({ ok: true, value: null });
    const entries = await db().consentEntry.findMany({ where: { customerId: person.id, state: "withdrawn" }, orderBy: { channel: "asc" } });
    expect(entries.map(({ channel, purpose, source, evidence }) => [channel, purpose, source, evidence])).toEqual(
      ["email", "sms", "voice"].map((channel) => [channel, "promotion", "page", link.id]),
    );
    const stopped = async (contactIndex: Uint8Array<ArrayBuffer>) => (await db().suppression.findMany({ where: { contactIndex, liftedAt: null }, orderBy: { channel: "asc" } })).map((one) => [one.channel, one.purpose]);
    expect(await stopped(person.phoneIndex)).toEqual([["sms", "promotion"], ["voice", "promotion"]]);
    expect(await stopped(person.emailIndex)).toEqual([["email", "promotion"]]);
    expect((await open(link.token))?.offers).toMatchObject({ state: "withdrawn", notRefused: [] });
    expect(await db().auditEntry.findFirst({ where: { action: "consent.withdrawn", subjectId: person.id } })).toMatchObject({ actorId: "system:customer-page", branchPath: branch.path });
  });

  it("twice at once writes it once", async () => {
    const { branch } = await makeBranchTree();
    const person = await withEmail(branch);
    const { token } = await makeLink(person.id);
    await Promise.all([refuseOffers(by(token)), refuseOffers(by(token)), refuseOffers(by(token))]);
    expect(await db().consentEntry.count({ where: { customerId: person.id, state: "withdrawn" } })).toBe(3);
    expect(await db().suppression.count({ where: { contactIndex: person.phoneIndex } })).toBe(2);
  });

  it("also repeats what a reply refused by text alone for the other channels", async () => {
    const { branch } = await makeBranchTree();
    const person = await withEmail(branch);
    await makeConsent(person.id, "promotion", "withdrawn", new Date());
    const { token } = await makeLink(person.id);
    await refuseOffers(by(token));
    expect((await db().consentEntry.findMany({ where: { customerId: person.id, source: "page" } })).map((one) => one.channel).sort()).toEqual(["email", "sms", "voice"]);
  });
});

describe("coming back to offers", () => {
  it("takes a yes to the words in force, and lifts what this page had stopped, calls staying refused", async () => {
    const { branch } = await makeBranchTree();
    const person = await withEmail(branch);
    await db().preference.create({ data: { customerId: person.id, channels: { promotion: [], loan: ["sms"] }, updatedBy: "test" } });
    const { token } = await makeLink(person.id);
    await refuseOffers(by(token));
    expect(await agreeToOffers(by(token), ["sms"], "other words")).toMatchObject({ ok: false, error: { code: "page.wording_changed" } });
    expect(await agreeToOffers(by(token), [], "page-1")).toMatchObject({ ok: false, error: { code: "page.no_channel" } });
    expect(await agreeToOffers(by(token), ["sms"], "page-1")).toEqual({ ok: true, value: null });
    expect((await open(token))?.offers).toMatchObject({ state: "given", channels: ["sms"] });
    expect(await db().suppression.count({ where: { contactIndex: person.phoneIndex, liftedAt: null } })).toBe(0);
    expect(await db().suppression.count({ where: { contactIndex: person.emailIndex, liftedAt: null } })).toBe(1);
    expect((await db().preference.findUniqueOrThrow({ where: { customerId: person.id } })).channels).toEqual({ loan: ["sms"] });
    expect(await db().consentEntry.findFirst({ where: { customerId: person.id, channel: "voice" }, orderBy: { at: "desc" } })).toMatchObject({ state: "withdrawn" });
  });
});

describe("saving on the page", () => {
  it("keeps everything, with the helper encrypted and out of the trail", async () => {
    const { branch } = await makeBranchTree();
    const person = await makeCustomer(branch);
    const link = await makeLink(person.id);
    const saved = await savePage(by(link.token), { ...SAID, helper: { change: "name", name: "赵小妹", phone: "154 1234 5678", agreed: true } }, 0);
    expect(saved).toEqual({ ok: true, value: null });
    const row = await db().preference.findUniqueOrThrow({ where: { customerId: person.id } });
    expect(row).toMatchObject({ quietFrom: 1260, smallAmountYuan: 50, helperEvidence: link.id, updatedBy: "customer-page", lockVersion: 1 });
    expect(decrypt(row.helperNameCipher!, "helper.name")).toBe("赵小妹");
    expect(decrypt(row.helperPhoneCipher!, "helper.phone")).toBe("+8615412345678");
    expect((await db().customer.findUniqueOrThrow({ where: { id: person.id } })).language).toBe("en");
    const entry = await db().auditEntry.findFirstOrThrow({ where: { action: "preference.changed", subjectId: person.id } });
    expect(entry.detail).toMatchObject({ source: "page", evidence: link.id, changes: { quietHours: { before: null, after: [1260, 480] }, helper: { before: "none", after: "named" } } });
    expect(JSON.stringify(entry.detail)).not.toMatch(/赵小妹|5678/);
    expect((await open(link.token))?.helper).toEqual({ name: "赵**", phone: "154****5678" });
  });

  it("of two at once keeps one and tells the other", async () => {
    const { branch } = await makeBranchTree();
    const { token } = await makeLink((await makeCustomer(branch)).id);
    const results = await Promise.all([savePage(by(token), SAID, 0), savePage(by(token), { ...SAID, elderFriendly: false }, 0)]);
    expect(results.filter((one) => one.ok)).toHaveLength(1);
    expect(results.find((one) => !one.ok)).toMatchObject({ error: { code: "customer.changed_since_read" } });
  });

  it("refuses a helper whose number is none, and keeps nothing of it", async () => {
    const { branch } = await makeBranchTree();
    const person = await makeCustomer(branch);
    const { token } = await makeLink(person.id);
    expect(await savePage(by(token), { ...SAID, helper: { change: "name", name: "赵", phone: "12", agreed: true } }, 0)).toMatchObject({ error: { code: "preference.helper_phone_wrong" } });
    expect(await db().preference.count({ where: { customerId: person.id } })).toBe(0);
  });
});

describe("a code by text", () => {
  let branch: MadeBranch;
  beforeAll(async () => {
    ({ branch } = await setStage(0));
    await makeTemplate(branch, {
      purpose: "risk", use: "page_code", text: "验证码${code}，5分钟内有效，请勿告知他人。", variables: [{ name: "code", kind: "code", label: "验证码", maxLength: 6, sample: "386027" }],
    });
  });

  async function arrived(phone: string): Promise<string> {
    const row = await db().simulatedMessage.findFirstOrThrow({ where: { toIndex: blindIndex(phone, "phone") }, orderBy: { acceptedAt: "desc" } });
    return decrypt(row.bodyCipher, "simulator.body");
  }

  async function askAndReceive(phone: string) {
    const started = await startCode(phone, null);
    await started?.deliver();
    for (const batch of await db().dispatchBatch.findMany({ where: { state: "pending", campaignId: null } })) await dispatchBatch(batch.id);
    return { id: started!.id, code: /\d{6}/.exec(await arrived(phone))?.[0] ?? "" };
  }
  const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, "0");

  it("opens the page once, for half an hour, and is kept as a keyed hash", async () => {
    const person = await makeCustomer(branch);
    const { id, code } = await askAndReceive(person.phone);
    expect(await arrived(person.phone)).toContain("请勿告知他人");
    const row = await db().accessCode.findUniqueOrThrow({ where: { id } });
    expect(Buffer.from(row.codeHash)).toEqual(Buffer.from(blindIndex(`${id}\0${code}`, "page_code")));
    const [first, second] = await Promise.all([enterCode(id, code), enterCode(id, code)]);
    expect([first, second].filter(Boolean)).toHaveLength(1);
    const link = await inTransaction((tx) => openLink(tx, (first ?? second)!.token, new Date()));
    expect(link).toMatchObject({ source: "code", customer: { id: person.id } });
    expect(link!.expiresAt.getTime() - Date.now()).toBeLessThanOrEqual(HOUR / 2);
    expect(await enterCode(id, code)).toBeNull();
  });

  it("dies after five wrong tries, however many come at once", async () => {
    const person = await makeCustomer(branch);
    const { id, code } = await askAndReceive(person.phone);
    await Promise.all(Array.from({ length: 12 }, () => enterCode(id, wrong(code))));
    expect(await db().accessCode.findUniqueOrThrow({ where: { id } })).toMatchObject({ attempts: 5 });
    expect(await enterCode(id, code)).toBeNull();
  });

  it("still opens at the fifth try, and not after five minutes", async () => {
    const person = await makeCustomer(branch);
    const { id, code } = await askAndReceive(person.phone);
    for (let count = 0; count < 4; count += 1) expect(await enterCode(id, wrong(code))).toBeNull();
    expect(await enterCode(id, code)).not.toBeNull();
    const again = await askAndReceive(person.phone);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 5 * 60_000 + 1_000 });
    expect(await enterCode(again.id, again.code)).toBeNull();
  });

  it("is asked for at most three times an hour by a phone, whether or not anybody has it", async () => {
    const person = await makeCustomer(branch);
    for (const phone of [person.phone, "+8615499999998"]) {
      const asked = [];
      for (let count = 0; count < 4; count += 1) asked.push(await startCode(phone, null));
      expect([phone, asked.map((one) => one !== null)]).toEqual([phone, [true, true, true, false]]);
    }
  });

  it("of a phone that nobody has looks the same, is sent to nobody and opens nothing", async () => {
    const messages = await db().message.count();
    const started = await startCode("+8615499999997", null);
    await started!.deliver();
    expect(await db().message.count()).toBe(messages);
    const row = await db().accessCode.findUniqueOrThrow({ where: { id: started!.id } });
    let code = "";
    for (let guess = 0; code === "" && guess < 1_000_000; guess += 1) {
      const text = String(guess).padStart(6, "0");
      if (Buffer.compare(row.codeHash, blindIndex(`${started!.id}\0${text}`, "page_code")) === 0) code = text;
    }
    expect(code).not.toBe("");
    expect(await enterCode(started!.id, code)).toBeNull();
  }, 60_000);

  it("cannot be read at the bank: not before it has left, and gone from the message afterwards", async () => {
    const person = await makeCustomer(branch);
    const officer = await makeActor<"customer:reveal">(branch, ["officer"]);
    const started = await startCode(person.phone, null);
    await started!.deliver();
    const waiting = await db().message.findFirstOrThrow({ where: { customerId: person.id } });
    expect(await revealMessage(officer, { messageId: waiting.id, reason: "a look" })).toMatchObject({ ok: true, value: { text: null } });
    await wipeSecretTexts();
    expect((await db().message.findFirstOrThrow({ where: { id: waiting.id } })).bodyCipher).not.toBeNull();
    for (const batch of await db().dispatchBatch.findMany({ where: { state: "pending", campaignId: null } })) await dispatchBatch(batch.id);
    expect(await wipeSecretTexts()).toBeGreaterThan(0);
    expect(await db().message.findFirstOrThrow({ where: { id: waiting.id } })).toMatchObject({ bodyCipher: null, contentIndex: null, state: "sent" });
    expect(await wipeSecretTexts()).toBe(0);
  });

  it("of a family's phone opens one page and leads to the others of that phone only", async () => {
    const phone = "+8615477777777";
    const father = await makeCustomer(branch, { name: "王福", phone });
    const mother = await makeCustomer(branch, { name: "李桂", phone });
    const stranger = await makeCustomer(branch);
    const { id, code } = await askAndReceive(phone);
    const { token } = (await enterCode(id, code))!;
    const page = await open(token);
    expect(page).toMatchObject({ name: "王*", others: [{ id: mother.id, name: "李*" }] });
    expect((await open((await openOther(token, mother.id))!.token))?.name).toBe("李*");
    expect(await openOther(token, stranger.id)).toBeNull();
    const slip = await makeLink(father.id);
    expect((await open(slip.token))?.others).toEqual([]);
    expect(await openOther(slip.token, mother.id)).toBeNull();
  });
});
