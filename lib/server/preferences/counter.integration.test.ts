import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Authorized } from "@/lib/domain/access/permissions";
import type { PreferenceFields } from "@/lib/domain/customer/preference";
import { blindIndex } from "@/lib/server/crypto/blind-index";
import { decrypt } from "@/lib/server/crypto/cipher";
import { db } from "@/lib/server/db/client";
import { makeTemplate } from "@/prisma/factories/campaign";
import { makeCustomer } from "@/prisma/factories/customer";
import { makeActor, makeBranchTree, type MadeBranch } from "@/prisma/factories/organisation";
import { setClock, setStage } from "@/tests/integration/pipeline/stage";
import { enterPaper, issueLink, printForm, revokeLink, savePreference } from "./commands";
import { openPage } from "./open";
import { listLinks, preferenceHistory } from "./queries";
import { sendLink } from "./send-commands";

type Officer = Authorized<"customer:read" | "customer:write">;

const SAID: PreferenceFields = {
  channels: {}, quietFrom: null, quietTo: null, elderFriendly: false, noProfiling: false, wantsCalls: false, smallAmountYuan: null, language: "zh-CN", helper: { change: "keep" },
};

let branch: MadeBranch;
let officer: Officer;
let stranger: Officer;

beforeAll(async () => {
  ({ branch } = await setStage(0));
  officer = await makeActor(branch, ["officer"]);
  stranger = await makeActor((await makeBranchTree()).branch, ["officer"]);
});

const tokenOf = (address: string) => /preferences\/([A-Za-z0-9_-]{43})/.exec(address)?.[1] ?? "";

describe("a slip from the counter", () => {
  it("opens the page until it is revoked, and is in the trail without its token", async () => {
    const person = await makeCustomer(branch);
    const slip = await issueLink(officer, { customerId: person.id, hours: 24 });
    if (!slip.ok) throw new Error(slip.error.code);
    const token = tokenOf(slip.value.address);
    expect(await openPage(token, "here", null)).not.toBeNull();
    expect(await listLinks(officer, person.id)).toMatchObject([{ state: "open", source: "counter", createdBy: officer.name }]);
    expect(await revokeLink(stranger, slip.value.linkId)).toEqual({ ok: false, error: { code: "page.link_not_open" } });
    expect(await revokeLink(officer, slip.value.linkId)).toMatchObject({ ok: true });
    expect(await revokeLink(officer, slip.value.linkId)).toEqual({ ok: false, error: { code: "page.link_not_open" } });
    expect(await openPage(token, "here", null)).toBeNull();
    const trail = await db().auditEntry.findMany({ where: { subjectId: person.id }, orderBy: { seq: "asc" } });
    expect(trail.map((one) => one.action)).toEqual(["page.link_issued", "page.opened", "page.link_revoked"]);
    expect(JSON.stringify(trail.map((one) => one.detail))).not.toContain(token);
  });

  it("is made for customers of the own branches only", async () => {
    const person = await makeCustomer(branch);
    expect(await issueLink(stranger, { customerId: person.id, hours: 1 })).toEqual({ ok: false, error: { code: "customer.not_found" } });
    expect(await printForm(stranger, person.id)).toEqual({ ok: false, error: { code: "customer.not_found" } });
    expect(await listLinks(stranger, person.id)).toEqual([]);
  });
});

describe("a paper form", () => {
  it("has a number of its own, and entered writes preferences and words with it as evidence", async () => {
    const person = await makeCustomer(branch, { agreed: ["promotion"] });
    const printed = await printForm(officer, person.id);
    if (!printed.ok) throw new Error(printed.error.code);
    const { formNumber } = printed.value;
    // Newer words that are published before the form comes back were not on it.
    await db().consentWording.create({
      data: { version: `later-${formNumber}`, purpose: "promotion", textZh: "新", textEn: "new", frequencyZh: "周", frequencyEn: "week", state: "published", publishedAt: new Date(), effectiveFrom: new Date(), createdById: "x", createdBy: "x", approvedById: "y", approvedBy: "y" },
    });
    expect(formNumber).toMatch(/^PF-\d{8}-[2-9A-Z]{6}$/);
    const entered = await enterPaper(officer, {
      customerId: person.id, lockVersion: 0, formNumber, said: { ...SAID, elderFriendly: true }, words: [{ channel: "sms", state: "withdrawn" }, { channel: "email", state: "given" }],
    });
    expect(entered).toEqual({ ok: true, value: { lockVersion: 1 } });
    const words = await db().consentEntry.findMany({ where: { customerId: person.id, evidence: formNumber }, orderBy: { channel: "asc" } });
    expect(words.map((one) => [one.channel, one.state, one.source, one.wordingVersion])).toEqual([["email", "given", "branch", "page-1"], ["sms", "withdrawn", "branch", "page-1"]]);
    expect(await db().suppression.findMany({ where: { contactIndex: blindIndex(person.phone, "phone") } })).toMatchObject([{ channel: "sms", purpose: "promotion", evidence: formNumber, liftedAt: null }]);
    expect(await preferenceHistory(officer, person.id)).toMatchObject([{ form: formNumber, source: "branch", actorName: officer.name, fields: [{ field: "elderFriendly", before: false, after: true }] }]);
  });

  it("that is refused writes neither preferences nor words", async () => {
    const person = await makeCustomer(branch);
    await savePreference(officer, { customerId: person.id, lockVersion: 0, ...SAID });
    expect(await enterPaper(officer, { customerId: person.id, lockVersion: 0, formNumber: "PF-1", said: SAID, words: [{ channel: "sms", state: "given" }] })).toMatchObject({ error: { code: "customer.changed_since_read" } });
    expect(await db().consentEntry.count({ where: { customerId: person.id } })).toBe(0);
  });
});

describe("who changed what when", () => {
  it("is read within the branch, without anybody's name or phone, and not at all by a stranger", async () => {
    const person = await makeCustomer(branch);
    await savePreference(officer, { customerId: person.id, lockVersion: 0, ...SAID, helper: { change: "name", name: "赵小妹", phone: "15412345678", agreed: true } });
    await savePreference(officer, { customerId: person.id, lockVersion: 1, ...SAID, quietFrom: 60, quietTo: 120 });
    await savePreference(officer, { customerId: person.id, lockVersion: 2, ...SAID, quietFrom: 60, quietTo: 120 });
    const history = await preferenceHistory(officer, person.id);
    expect(history.map((one) => one.fields.map((field) => field.field))).toEqual([["quietHours"], ["helper"]]);
    expect(JSON.stringify(history)).not.toMatch(/赵小妹|5678/);
    expect(await preferenceHistory(stranger, person.id)).toEqual([]);
  });
});

describe("a link by text", () => {
  beforeEach(() => { setClock(12); });

  const variables = [{ name: "link", kind: "link" as const, label: "链接", maxLength: 120, sample: "https://m.hongyan-bank.example/preferences/abc" }];

  it("needs a template and a registered host, and then opens the page it is sent for", async () => {
    const person = await makeCustomer(branch);
    expect(await sendLink(officer, person.id)).toEqual({ ok: false, error: { code: "page.no_template" } });
    await makeTemplate(branch, { use: "page_link", text: "您的消息设置：${link} 请勿转发。", variables });
    expect(await sendLink(officer, person.id)).toEqual({ ok: false, error: { code: "page.host_unregistered" } });
    expect(await listLinks(officer, person.id)).toEqual([]);
    await db().registeredLink.create({ data: { host: "m.hongyan-bank.example", note: "test", createdBy: "test" } });
    const sent = await sendLink(officer, person.id);
    expect(sent).toMatchObject({ ok: true, value: { decision: { outcome: "send" } } });
    const message = await db().message.findFirstOrThrow({ where: { customerId: person.id } });
    const token = tokenOf(decrypt(message.bodyCipher!, "message.body"));
    expect(await openPage(token, "here", null)).not.toBeNull();
    expect(await db().secretText.findUnique({ where: { messageId: message.id } })).toMatchObject({ wipedAt: null });
    const [link] = await listLinks(officer, person.id);
    expect(Math.round((link!.expiresAt.getTime() - link!.createdAt.getTime()) / 86_400_000)).toBe(7);
  });

  it("that the rules hold back is shut again", async () => {
    const person = await makeCustomer(branch);
    await db().suppression.create({ data: { contactIndex: blindIndex(person.phone, "phone"), channel: null, purpose: null, source: "complaint", recordedBy: "test" } });
    expect(await sendLink(officer, person.id)).toMatchObject({ ok: true, value: { decision: { outcome: "withhold", rule: "suppression" } } });
    expect(await listLinks(officer, person.id)).toMatchObject([{ state: "revoked" }]);
  });
});
