import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Authorized } from "@/lib/domain/access/permissions";
import type { TemplateUse } from "@/lib/domain/template/use";
import type { TemplateVariable } from "@/lib/domain/template/variable";
import { makeTemplate, type VersionWish } from "@/prisma/factories/campaign";
import { makeProviderAccount } from "@/prisma/factories/carrier";
import { makeCustomer } from "@/prisma/factories/customer";
import { makeActor, makeBranchTree, type MadeBranch } from "@/prisma/factories/organisation";
import { setClock } from "@/tests/integration/pipeline/stage";
import { decrypt } from "../crypto/cipher";
import { db } from "../db/client";
import { changeSetting } from "../settings/commands";
import { answerFreely, answerQuickly } from "./answer-commands";
import { listAnswerFrames, listQuickReplies } from "./answer-templates";
import { confirmationId, confirmRecentRefusals, confirmRefusal } from "./confirm";
import { takeInbound } from "./take";
import { getThread } from "./thread";

type Officer = Authorized<"inbox:answer" | "inbox:read">;

const NAME: TemplateVariable = { name: "name", kind: "name", label: "姓名", maxLength: 8, sample: "王小明" };
const ANSWER: TemplateVariable = { name: "answer", kind: "text", label: "答复", maxLength: 60, sample: "周一至周五九点到五点" };

let tree: Awaited<ReturnType<typeof makeBranchTree>>;
let accountId = "";
let customer: Awaited<ReturnType<typeof makeCustomer>>;
let officer: Officer;

const makeUsed = (branch: MadeBranch, use: TemplateUse, wish: VersionWish = {}) => makeTemplate(branch, { ...wish, use });
async function write(text: string, from = customer.phone) {
  const providerInboundId = randomUUID();
  await takeInbound(accountId, [{ providerInboundId, from, text, at: new Date() }]);
  return db().inboundMessage.findFirstOrThrow({ where: { providerInboundId } });
}
const sentTo = (customerId: string) => db().message.findMany({ where: { customerId }, orderBy: { id: "asc" }, select: { id: true, state: true, purpose: true, bodyCipher: true } });
const textOf = (message: { bodyCipher: Uint8Array | null } | undefined) => (message?.bodyCipher ? decrypt(message.bodyCipher, "message.body") : null);

beforeEach(async () => {
  // At night an answer waits for the morning.
  setClock(12);
  tree = await makeBranchTree();
  await db().providerAccount.updateMany({ data: { disabledAt: new Date() } });
  accountId = (await makeProviderAccount()).id;
  customer = await makeCustomer(tree.branch, { name: "欧阳凤" });
  officer = await makeActor(tree.branch, ["officer"], "石蕾");
});

afterEach(() => void vi.useRealTimers());

describe("a quick reply", () => {
  it("goes to the customer who asked, with the name filled in, and is written down", async () => {
    const quick = await makeUsed(tree.head, "quick_reply", { text: "${name}您好，本行周一至周五九点到五点营业。", variables: [NAME] });
    const row = await write("几点开门");
    const sent = await answerQuickly(officer, { inboundId: row.id, template: quick.key });
    expect(sent).toMatchObject({ ok: true, value: { state: "queued" } });
    const messages = await sentTo(customer.id);
    expect(messages).toHaveLength(1);
    expect(textOf(messages[0])).toMatch(/】欧阳凤您好，本行周一至周五/);
    expect(await db().inboundAnswer.findMany({ where: { inboundId: row.id } })).toEqual([expect.objectContaining({ messageId: messages[0]?.id, kind: "quick", personName: "石蕾" })]);
    expect(await db().inboundMessage.findUniqueOrThrow({ where: { id: row.id } })).toMatchObject({ handledBy: "石蕾" });
    expect(await db().auditEntry.count({ where: { action: "inbound.answered", subjectId: row.id, branchPath: tree.branch.path } })).toBe(1);
    // On screen without the name.
    const shown = (await getThread(officer, row.id))?.entries.find((one) => one.from === "bank");
    expect(shown).toMatchObject({ answeredBy: "石蕾", text: expect.stringContaining("欧**您好") as unknown });
  });
  it("pressed twice, at once or later, is one message and one entry", async () => {
    const quick = await makeUsed(tree.head, "quick_reply");
    const row = await write("几点开门");
    const press = () => answerQuickly(officer, { inboundId: row.id, template: quick.key });
    const [one, two] = await Promise.all([press(), press()]);
    expect(one.ok && two.ok && one.value.messageId === two.value.messageId).toBe(true);
    expect((await press()).ok).toBe(true);
    expect(await sentTo(customer.id)).toHaveLength(1);
    expect(await db().inboundAnswer.count({ where: { inboundId: row.id } })).toBe(1);
    expect(await db().auditEntry.count({ where: { action: "inbound.answered", subjectId: row.id } })).toBe(1);
  });
  it("reaches a customer who refused offers, and leaves a likely refusal to be decided", async () => {
    const quick = await makeUsed(tree.head, "quick_reply");
    const row = await write("烦死了");
    expect(await answerQuickly(officer, { inboundId: row.id, template: quick.key })).toMatchObject({ ok: true, value: { state: "queued" } });
    expect((await db().inboundMessage.findUniqueOrThrow({ where: { id: row.id } })).handledAt).toBeNull();
    const [refused, other] = [await write("R"), await makeUsed(tree.head, "quick_reply", { text: "收到，本行会照办。" })];
    expect(await answerQuickly(officer, { inboundId: refused.id, template: other.key })).toMatchObject({ ok: true, value: { state: "queued" } });
    // The rules hold for answers too: the same words again within the window are withheld, and the officer is told.
    expect(await answerQuickly(officer, { inboundId: refused.id, template: quick.key })).toEqual({ ok: false, error: { code: "inbound.answer_withheld" } });
    expect(await db().inboundAnswer.count({ where: { inboundId: refused.id } })).toBe(1);
  });
  it("is one of the own line, approved, a service text and without anything but the name to fill in", async () => {
    const good = await makeUsed(tree.head, "quick_reply");
    await makeUsed(tree.neighbour, "quick_reply");
    await makeUsed(tree.head, "notice");
    await makeUsed(tree.head, "quick_reply", { state: "in_review" });
    await makeUsed(tree.head, "quick_reply", { purpose: "promotion" });
    const unfilled = await makeUsed(tree.head, "quick_reply", { text: "您的编号${answer}。", variables: [ANSWER] });
    expect((await listQuickReplies(officer)).map(({ key }) => key)).toEqual([good.key]);
    const row = await write("几点开门");
    expect(await answerQuickly(officer, { inboundId: row.id, template: unfilled.key })).toEqual({ ok: false, error: { code: "inbound.reply_not_found" } });
  });
});

describe("no answer goes out", () => {
  it("once 72 hours have passed, to a phone that the customer gave up, to nobody's phone, or from a foreign branch", async () => {
    const quick = await makeUsed(tree.head, "quick_reply");
    const row = await write("几点开门");
    const answer = (who: Officer = officer, inboundId = row.id) => answerQuickly(who, { inboundId, template: quick.key });
    expect(await answer(await makeActor(tree.neighbour, ["officer"]))).toEqual({ ok: false, error: { code: "inbound.not_found" } });
    const unknown = await write("几点开门", "+8615400000001");
    expect(await answer(await makeActor(tree.head, ["officer"]), unknown.id)).toEqual({ ok: false, error: { code: "inbound.no_customer" } });
    await db().inboundMessage.update({ where: { id: row.id }, data: { receivedAt: new Date(Date.now() - 72 * 3_600_000 - 1_000) } });
    expect(await answer()).toEqual({ ok: false, error: { code: "inbound.answer_late" } });
    expect((await getThread(officer, row.id))?.unanswerable).toBe("answer_late");
    await db().inboundMessage.update({ where: { id: row.id }, data: { receivedAt: new Date(Date.now() - 72 * 3_600_000 + 60_000) } });
    await db().customer.update({ where: { id: customer.id }, data: { phoneIndex: new Uint8Array(randomUUID().length) }, select: { id: true } });
    expect(await answer()).toEqual({ ok: false, error: { code: "inbound.phone_changed" } });
    expect(await sentTo(customer.id)).toEqual([]);
  });
});

describe("an answer in words of one's own", () => {
  const frame = async () => {
    await db().registeredContact.upsert({ where: { number: "95599" }, create: { number: "95599", note: "热线", createdBy: "test" }, update: {}, select: { id: true } });
    return makeUsed(tree.head, "answer_frame", { text: "您好，${answer}。详询95599。", variables: [ANSWER] });
  };
  it("goes inside its frame, once", async () => {
    const { key } = await frame();
    expect((await listAnswerFrames(officer)).map((one) => one.key)).toEqual([key]);
    const row = await write("几点开门");
    const input = { inboundId: row.id, template: key, answer: "周六上午也营业" };
    const [one] = await Promise.all([answerFreely(officer, input), answerFreely(officer, input)]);
    expect(one).toMatchObject({ ok: true });
    const messages = await sentTo(customer.id);
    expect(messages.map(textOf)).toEqual([expect.stringMatching(/】您好，周六上午也营业。详询95599。$/)]);
    expect(await db().inboundAnswer.findMany({ where: { inboundId: row.id } })).toEqual([expect.objectContaining({ kind: "free" })]);
  });
  it("does not leave when the finished text asks for secrets, links out, names numbers, or is too long; the field says why", async () => {
    const { key } = await frame();
    const row = await write("几点开门");
    const codesFor = async (answer: string) => {
      const sent = await answerFreely(officer, { inboundId: row.id, template: key, answer });
      return sent.ok ? "sent" : (sent.error.fields?.answer ?? [sent.error.code]).map((code) => code.split("?")[0]).join(" ");
    };
    expect(await codesFor("请回复您的密码")).toContain("inbound.check.secret_asked");
    expect(await codesFor("请点 https://evil.example/x")).toContain("inbound.check.link_unregistered");
    expect(await codesFor("请打 0731-88886666 问")).toContain("inbound.check.contact_unregistered");
    expect(await codesFor("卡号 6222020200112233446")).toContain("inbound.check.card_number");
    expect(await codesFor("写了${name}")).toContain("inbound.check.placeholder_undeclared");
    expect(await codesFor("长".repeat(61))).toBe("field.too_long");
    expect(await sentTo(customer.id)).toEqual([]);
    expect(await db().inboundAnswer.count({ where: { inboundId: row.id } })).toBe(0);
  });
});

describe("the confirmation of a refusal", () => {
  const confirmWith = async (template: string | null, allowed = true) => {
    const admin: Authorized<"settings:write"> = await makeActor(tree.head, ["administrator"]);
    await changeSetting(admin, "reply.confirm_refusal", { allowed, template });
  };
  const confirmation = () => makeUsed(tree.head, "refusal_confirmed", { text: "已按您的意愿停止发送推介短信。" });

  it("goes once after a keyword, as a service text, and the refusal stands", async () => {
    const { key } = await confirmation();
    await confirmWith(key);
    const row = await write("R");
    expect(await sentTo(customer.id)).toEqual([expect.objectContaining({ id: confirmationId(row.id), state: "queued", purpose: "account" })]);
    await confirmRefusal(row.id);
    await confirmRecentRefusals();
    await write("TD");
    await write("恢复");
    await write("R");
    // Within 30 days the phone gets no second one.
    expect(await sentTo(customer.id)).toHaveLength(1);
    expect(await db().consentEntry.findFirst({ where: { customerId: customer.id }, orderBy: { at: "desc" }, select: { state: true } })).toEqual({ state: "withdrawn" });
  });
  it("never goes for what is only likely, for a template of another use, as an offer, or where the bank does not want it", async () => {
    const { key } = await confirmation();
    await confirmWith(key);
    await write("烦死了");
    await confirmWith(key, false);
    await write("R");
    const others = [await makeUsed(tree.head, "quick_reply"), await makeUsed(tree.head, "refusal_confirmed", { purpose: "promotion" })];
    for (const other of others) {
      await confirmWith(other.key);
      customer = await makeCustomer(tree.branch);
      await write("R");
      expect(await sentTo(customer.id)).toEqual([]);
    }
    await confirmWith(null);
    customer = await makeCustomer(tree.branch);
    await write("R");
    expect(await sentTo(customer.id)).toEqual([]);
  });
  it("that failed is sent by the sweeper within five minutes, and never after; the refusal was never in danger", async () => {
    const { key } = await confirmation();
    await confirmWith(key);
    // No carrier at this moment: the confirmation is refused.
    await db().providerAccount.update({ where: { id: accountId }, data: { disabledAt: new Date() }, select: { id: true } });
    const row = await write("R");
    const late = await makeCustomer(tree.branch);
    const other = await write("R", late.phone);
    expect(await db().suppression.count({ where: { evidence: { in: [row.id, other.id] }, liftedAt: null } })).toBe(2);
    expect(await sentTo(customer.id)).toEqual([]);
    await db().providerAccount.update({ where: { id: accountId }, data: { disabledAt: null }, select: { id: true } });
    await db().inboundMessage.update({ where: { id: other.id }, data: { receivedAt: new Date(Date.now() - 301_000) }, select: { id: true } });
    await Promise.all([confirmRecentRefusals(), confirmRecentRefusals()]);
    expect(await sentTo(customer.id)).toHaveLength(1);
    expect(await sentTo(late.id)).toEqual([]);
  });
});

describe("the bank's keywords", () => {
  it("are read with each text; the word that our own texts promise cannot be taken off", async () => {
    const admin: Authorized<"settings:write"> = await makeActor(tree.head, ["administrator"]);
    await changeSetting(admin, "reply.keywords", { refuse: ["R", "算了吧"], return: ["回来"], help: ["问"] });
    expect((await write("算了吧!")).replyClass).toBe("refuse");
    expect((await write("回来")).replyClass).toBe("return");
    await expect(changeSetting(admin, "reply.keywords", { refuse: ["TD"], return: [], help: [] })).rejects.toThrow("settings.keyword_promised");
    await db().setting.delete({ where: { key: "reply.keywords" } });
  });
});
