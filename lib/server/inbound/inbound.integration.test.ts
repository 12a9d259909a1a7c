import { describe, expect, it } from "vitest";
import type { Authorized } from "@/lib/domain/access/permissions";
import { makeProviderAccount } from "@/prisma/factories/carrier";
import { makeCustomer } from "@/prisma/factories/customer";
import { makeActor, makeBranchTree } from "@/prisma/factories/organisation";
import { decrypt } from "../crypto/cipher";
import { db } from "../db/client";
import { handleInbound } from "./commands";
import { judgeReply } from "./judge-commands";
import { countOpenInbound, listInbound } from "./queries";
import { takeInbound } from "./take";

type Reader = Authorized<"inbox:read">;

it("a text from a phone that no customer has is seen and dealt with at head office, and nowhere else", async () => {
  const tree = await makeBranchTree();
  const account = await makeProviderAccount();
  const head = await makeActor<"inbox:read">(tree.head, ["officer"]) as Reader;
  const branch = await makeActor<"inbox:read">(tree.branch, ["officer"]) as Reader;
  const before = await countOpenInbound(head);
  await takeInbound(account.id, [{ providerInboundId: "unknown-1", from: "+8615499999999", text: "你们是谁", at: new Date() }]);
  const row = await db().inboundMessage.findFirstOrThrow({ where: { providerInboundId: "unknown-1" }, select: { id: true, branchPath: true } });
  expect(row.branchPath).toBeNull();
  expect(await countOpenInbound(head)).toBe(before + 1);
  expect((await listInbound(branch, {})).rows).toEqual([]);
  expect(await handleInbound(branch, { inboundId: row.id })).toEqual({ ok: false, error: { code: "inbound.not_found" } });
  expect(await handleInbound(head, { inboundId: row.id })).toEqual({ ok: true, value: null });
  expect(await countOpenInbound(head)).toBe(before);
  // Under the head office's own path, so that it is found in its trail.
  expect(await db().auditEntry.count({ where: { action: "inbound.handled", subjectId: row.id, branchPath: tree.head.path } })).toBe(1);
});

describe("a reply that no keyword gives away", () => {
  const write = async (text: string) => {
    const tree = await makeBranchTree();
    const customer = await makeCustomer(tree.branch, { agreed: ["promotion"] });
    const account = await makeProviderAccount();
    const { phoneCipher } = await db().customer.findUniqueOrThrow({ where: { id: customer.id }, select: { phoneCipher: true } });
    const phone = decrypt(phoneCipher ?? new Uint8Array(), "customer.phone");
    await takeInbound(account.id, [{ providerInboundId: `judged-${customer.id}`, from: phone, text, at: new Date() }]);
    const { id } = await db().inboundMessage.findFirstOrThrow({ where: { customerId: customer.id }, select: { id: true } });
    const officer: Authorized<"customer:write"> = await makeActor(tree.branch, ["officer"]);
    const stranger: Authorized<"customer:write"> = await makeActor(tree.neighbour, ["officer"]);
    return { tree, customer, id, officer, stranger };
  };
  const countsOf = async (branchId: string) => Object.fromEntries((await db().dailyReply.findMany({ where: { branchId, count: { gt: 0 } } })).map((row) => [row.replyClass, row.count]));

  it("is taken for a refusal by a person of the branch: ledger, list, roll-up and trail say so", async () => {
    const { customer, id, officer, stranger, tree } = await write("什么玩意儿");
    expect(await countsOf(tree.branch.id)).toEqual({ other: 1 });
    expect(await judgeReply(stranger, { inboundId: id, as: "refuse" })).toEqual({ ok: false, error: { code: "inbound.not_found" } });
    expect(await judgeReply(officer, { inboundId: id, as: "refuse" })).toEqual({ ok: true, value: null });
    expect(await db().consentEntry.findFirst({ where: { customerId: customer.id }, orderBy: { at: "desc" }, select: { state: true, source: true, evidence: true } })).toEqual({ state: "withdrawn", source: "reply", evidence: id });
    expect(await db().suppression.count({ where: { evidence: id, liftedAt: null, purpose: "promotion" } })).toBe(1);
    expect(await countsOf(tree.branch.id)).toEqual({ refuse: 1 });
    expect(await db().inboundMessage.findUnique({ where: { id }, select: { replyClass: true, handledAt: true } })).toEqual({ replyClass: "refuse", handledAt: expect.any(Date) as Date });
    expect(await db().auditEntry.count({ where: { subjectId: customer.id, action: "consent.withdrawn", branchPath: tree.branch.path } })).toBe(1);
    expect(await judgeReply(officer, { inboundId: id, as: "refuse" })).toEqual({ ok: false, error: { code: "inbound.already_judged" } });
  });

  it("is taken for a complaint, once, also where it was a refusal before", async () => {
    const { id, officer, tree } = await write("R");
    expect(await Promise.all([judgeReply(officer, { inboundId: id, as: "complaint" }), judgeReply(officer, { inboundId: id, as: "complaint" })].map(async (one) => (await one).ok)).then((all) => all.sort())).toEqual([false, true]);
    expect(await db().suppression.count({ where: { evidence: id, source: "complaint" } })).toBe(1);
    expect(await countsOf(tree.branch.id)).toEqual({ complaint: 1 });
  });
});
