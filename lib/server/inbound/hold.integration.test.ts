import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import type { Authorized } from "@/lib/domain/access/permissions";
import { makeProviderAccount } from "@/prisma/factories/carrier";
import { makeCustomer } from "@/prisma/factories/customer";
import { makeActor, makeBranchTree } from "@/prisma/factories/organisation";
import { db } from "../db/client";
import { recordConsent } from "../customers/commands";
import { assignInbound, clearFlag } from "./assign-commands";
import { handleInbound } from "./commands";
import { judgeReply } from "./judge-commands";
import { countOverdueInbound, listInbound } from "./queries";
import { takeInbound } from "./take";
import { getThread } from "./thread";

type Tree = Awaited<ReturnType<typeof makeBranchTree>>;
type Customer = Awaited<ReturnType<typeof makeCustomer>>;
type Person = Authorized<"customer:write" | "inbox:read" | "inbox:answer">;

let tree: Tree;
let accountId = "";
let customer: Customer;
let officer: Person;

beforeEach(async () => {
  tree = await makeBranchTree();
  accountId = (await makeProviderAccount()).id;
  customer = await makeCustomer(tree.branch, { agreed: ["promotion"] });
  officer = await makeActor(tree.branch, ["officer"]);
});

/** What the customer texts, taken; answers the row. */
async function write(text: string, from = customer.phone) {
  const providerInboundId = randomUUID();
  await takeInbound(accountId, [{ providerInboundId, from, text, at: new Date() }]);
  return db().inboundMessage.findFirstOrThrow({ where: { providerInboundId } });
}
const active = async () => {
  const { phoneIndex } = await db().customer.findUniqueOrThrow({ where: { id: customer.id }, select: { phoneIndex: true } });
  return db().suppression.findMany({ where: { contactIndex: phoneIndex ?? new Uint8Array(), liftedAt: null }, select: { channel: true, purpose: true, source: true, evidence: true } });
};
const rowOf = (id: string) => db().inboundMessage.findUniqueOrThrow({ where: { id } });
const counts = async () => Object.fromEntries((await db().dailyReply.findMany({ where: { branchId: tree.branch.id, count: { gt: 0 } } })).map((row) => [row.replyClass, row.count]));
const lastWord = () => db().consentEntry.findFirst({ where: { customerId: customer.id }, orderBy: { at: "desc" }, select: { state: true, source: true, evidence: true } });

describe("a likely refusal", () => {
  it("holds offers at once, with a deadline, a score, its reasons and a trace, and leaves the ledger alone", async () => {
    const before = Date.now();
    const row = await write("别再给我发短信了");
    expect(row).toMatchObject({ replyClass: "likelyRefusal", handledAt: null, flag: null });
    expect(row.score).toBeGreaterThanOrEqual(50);
    expect(row.because).toContainEqual({ code: "stop_sending", phrase: "别…发", weight: 70 });
    expect((row.dueAt?.getTime() ?? 0) - before).toBeGreaterThanOrEqual(4 * 3_600_000 - 1_000);
    expect(await active()).toEqual([{ channel: "sms", purpose: "promotion", source: "likely", evidence: row.id }]);
    expect(await lastWord()).toMatchObject({ state: "given" });
    expect(await counts()).toEqual({ likelyRefusal: 1 });
    const entry = await db().auditEntry.findFirstOrThrow({ where: { action: "inbound.held", subjectId: customer.id } });
    // Codes of our own lists, never what the customer wrote.
    expect(JSON.stringify(entry.detail)).not.toContain("短信");
  });
  it("delivered twice by the carrier, holds once", async () => {
    const one = { providerInboundId: randomUUID(), from: customer.phone, text: "烦死了", at: new Date() };
    await takeInbound(accountId, [one, one]);
    await takeInbound(accountId, [one]);
    expect(await db().inboundMessage.count({ where: { providerInboundId: one.providerInboundId } })).toBe(1);
    expect(await active()).toHaveLength(1);
    expect(await counts()).toEqual({ likelyRefusal: 1 });
  });
  it("that a person takes for one becomes a refusal like any other: list, ledger, roll-up and trail", async () => {
    const row = await write("烦死了");
    expect(await judgeReply(officer, { inboundId: row.id, as: "refuse" })).toEqual({ ok: true, value: null });
    expect(await active()).toEqual([{ channel: "sms", purpose: "promotion", source: "reply", evidence: row.id }]);
    expect(await lastWord()).toEqual({ state: "withdrawn", source: "reply", evidence: row.id });
    expect(await counts()).toEqual({ refuse: 1 });
    expect(await rowOf(row.id)).toMatchObject({ replyClass: "refuse", handledBy: officer.name });
    expect(await db().auditEntry.count({ where: { action: "inbound.judged", subjectId: row.id, branchPath: tree.branch.path } })).toBe(1);
  });
  it("that is none lets offers go on, stays open, and cannot be decided twice", async () => {
    const row = await write("烦死了");
    expect(await judgeReply(officer, { inboundId: row.id, as: "other" })).toEqual({ ok: true, value: null });
    expect(await active()).toEqual([]);
    expect(await lastWord()).toMatchObject({ state: "given" });
    expect(await rowOf(row.id)).toMatchObject({ replyClass: "other", dueAt: null, handledAt: null });
    expect(await counts()).toEqual({ other: 1 });
    expect(await judgeReply(officer, { inboundId: row.id, as: "other" })).toEqual({ ok: false, error: { code: "inbound.already_judged" } });
  });
  it("wants a decision before it can be put away", async () => {
    const row = await write("烦死了");
    expect(await handleInbound(officer, { inboundId: row.id })).toEqual({ ok: false, error: { code: "inbound.decide_first" } });
    await judgeReply(officer, { inboundId: row.id, as: "other" });
    expect(await handleInbound(officer, { inboundId: row.id })).toEqual({ ok: true, value: null });
  });
  it("judged by two at once ends in one decision; where one says refusal, it is a refusal", async () => {
    for (const other of ["refuse", "other"] as const) {
      customer = await makeCustomer(tree.branch, { agreed: ["promotion"] });
      const row = await write("烦死了");
      const outcomes = await Promise.all([judgeReply(officer, { inboundId: row.id, as: "refuse" }), judgeReply(officer, { inboundId: row.id, as: other })]);
      expect(outcomes[0]?.ok === true || outcomes[1]?.ok === true).toBe(true);
      expect(await active()).toEqual([expect.objectContaining({ source: "reply" })]);
      expect(await db().consentEntry.count({ where: { customerId: customer.id, state: "withdrawn" } })).toBe(1);
    }
  });
  it("of a foreign branch can be neither seen, decided, assigned nor put away", async () => {
    const row = await write("烦死了");
    const stranger: Person = await makeActor(tree.neighbour, ["officer"]);
    expect((await listInbound(stranger, {})).rows).toEqual([]);
    expect(await getThread(stranger, row.id)).toBeNull();
    const notFound = { ok: false, error: { code: "inbound.not_found" } };
    expect(await judgeReply(stranger, { inboundId: row.id, as: "other" })).toEqual(notFound);
    expect(await handleInbound(stranger, { inboundId: row.id })).toEqual(notFound);
    expect(await assignInbound(stranger, { inboundId: row.id, personId: stranger.id })).toEqual(notFound);
    expect(await active()).toHaveLength(1);
  });
  it("is shown among the overdue once its hour has passed, and counted", async () => {
    const row = await write("烦死了");
    expect(await countOverdueInbound(officer)).toBe(0);
    await db().inboundMessage.update({ where: { id: row.id }, data: { dueAt: new Date(Date.now() - 1_000) } });
    expect(await countOverdueInbound(officer)).toBe(1);
    expect((await listInbound(officer, { overdue: true })).rows.map(({ id }) => id)).toEqual([row.id]);
    expect((await listInbound(officer, { overdue: false })).rows).toEqual([]);
    await judgeReply(officer, { inboundId: row.id, as: "refuse" });
    expect(await countOverdueInbound(officer)).toBe(0);
  });
});

describe("no decision takes a full refusal back", () => {
  it("made by keyword before or after the likely one", async () => {
    const first = await write("R");
    const row = await write("烦死了");
    await judgeReply(officer, { inboundId: row.id, as: "other" });
    expect(await active()).toEqual([expect.objectContaining({ source: "reply", evidence: first.id })]);
    expect(await judgeReply(officer, { inboundId: first.id, as: "other" })).toEqual({ ok: false, error: { code: "inbound.refusal_stands" } });
  });
  it("by keyword while a decision waits: the word replaces what was likely, and no decision is wanted any more", async () => {
    const likely = await write("烦死了");
    const refusal = await write("TD");
    expect(await active()).toEqual([{ channel: "sms", purpose: "promotion", source: "reply:TD", evidence: refusal.id }]);
    expect((await rowOf(likely.id)).handledAt).not.toBeNull();
    expect(await judgeReply(officer, { inboundId: likely.id, as: "other" })).toEqual({ ok: false, error: { code: "inbound.already_judged" } });
    expect(await active()).toHaveLength(1);
  });
  it("at the counter while a decision waits: the list keeps the phone, for the counter's reason", async () => {
    const row = await write("烦死了");
    await recordConsent(officer, { customerId: customer.id, channel: "sms", purpose: "promotion", state: "withdrawn", evidence: "柜台 1" });
    await judgeReply(officer, { inboundId: row.id, as: "other" });
    expect(await active()).toEqual([{ channel: "sms", purpose: "promotion", source: "branch", evidence: "柜台 1" }]);
  });
  it("while another text of the same phone waits for its own decision", async () => {
    const [one, two] = [await write("烦死了"), await write("别再发了")];
    await judgeReply(officer, { inboundId: one.id, as: "other" });
    expect(await active()).toEqual([expect.objectContaining({ source: "likely", evidence: two.id })]);
    await judgeReply(officer, { inboundId: two.id, as: "other" });
    expect(await active()).toEqual([]);
  });
  it("arriving at the same moment as the decision", async () => {
    const row = await write("烦死了");
    await Promise.all([judgeReply(officer, { inboundId: row.id, as: "other" }), write("R")]);
    expect(await active()).toEqual([expect.objectContaining({ source: "reply" })]);
    expect(await lastWord()).toMatchObject({ state: "withdrawn", source: "reply" });
  });
});

describe("a return after a likely refusal", () => {
  it("lifts what was held, and leaves nothing to decide", async () => {
    const row = await write("烦死了");
    await write("恢复");
    expect(await active()).toEqual([]);
    expect(await lastWord()).toMatchObject({ state: "given", source: "reply" });
    expect(await judgeReply(officer, { inboundId: row.id, as: "refuse" })).toEqual({ ok: false, error: { code: "inbound.already_judged" } });
  });
});

describe("a complaint in words", () => {
  it("is flagged for compliance, who alone clears it, once", async () => {
    const row = await write("你们这样我要投诉");
    expect(row).toMatchObject({ replyClass: "complaint", flag: "complaint", dueAt: null });
    expect((await write("我被骗了两万块", (await makeCustomer(tree.branch)).phone)).flag).toBe("fraud");
    expect((await listInbound(officer, { flagged: true })).rows).toHaveLength(2);
    const reviewer: Authorized<"inbox:clear_flag"> = await makeActor(tree.head, ["reviewer"]);
    expect((await Promise.all([clearFlag(reviewer, { inboundId: row.id }), clearFlag(reviewer, { inboundId: row.id })])).map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect((await listInbound(officer, { flagged: true })).rows).toHaveLength(1);
    expect(await db().auditEntry.count({ where: { action: "inbound.flag_cleared", subjectId: row.id } })).toBe(1);
  });
  it("that also asks to stop holds offers until a person has looked", async () => {
    const row = await write("别再发了，再发我就投诉");
    expect(row).toMatchObject({ replyClass: "complaint", flag: "complaint" });
    expect(await active()).toEqual([expect.objectContaining({ source: "likely", evidence: row.id })]);
    expect(await judgeReply(officer, { inboundId: row.id, as: "complaint" })).toEqual({ ok: true, value: null });
    expect(await active()).toEqual([expect.objectContaining({ source: "complaint", evidence: row.id })]);
    expect(await judgeReply(officer, { inboundId: row.id, as: "complaint" })).toEqual({ ok: false, error: { code: "inbound.already_judged" } });
  });
});

describe("a text can be given", () => {
  it("to somebody of the subtree who may answer it and sees it, and to nobody else", async () => {
    const row = await write("几点开门");
    const colleague: Person = await makeActor(tree.branch, ["officer"], "同事");
    const reviewer: Person = await makeActor(tree.branch, ["reviewer"]);
    const elsewhere: Person = await makeActor(tree.neighbour, ["officer"]);
    const province: Person = await makeActor(tree.province, ["officer"]);
    expect(await assignInbound(officer, { inboundId: row.id, personId: colleague.id })).toEqual({ ok: true, value: null });
    expect((await listInbound(colleague, { mine: true })).rows.map(({ id, assigneeName }) => [id, assigneeName])).toEqual([[row.id, "同事"]]);
    for (const who of [reviewer, elsewhere, province]) {
      expect(await assignInbound(officer, { inboundId: row.id, personId: who.id })).toEqual({ ok: false, error: { code: "inbound.person_not_found" } });
    }
    // From above, one's own branch below sees it, the neighbour does not.
    expect((await assignInbound(province, { inboundId: row.id, personId: province.id })).ok).toBe(true);
    expect((await assignInbound(province, { inboundId: row.id, personId: elsewhere.id })).ok).toBe(false);
    expect((await assignInbound(officer, { inboundId: row.id, personId: null })).ok).toBe(true);
    expect((await rowOf(row.id)).assigneeId).toBeNull();
  });
});
