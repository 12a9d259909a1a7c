import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Authorized } from "@/lib/domain/access/permissions";
import { rulesInForce, type PackCode } from "@/lib/domain/policy/pack";
import type { ChangeRuleInput } from "@/lib/domain/policy/schema";
import { db } from "@/lib/server/db/client";
import { makeActor, makeBranchTree } from "@/prisma/factories/organisation";
import { closeProposal, confirmRule, proposeRule } from "./commands";
import { listRuleProposals, listRuleValues, packInForce } from "./queries";

type Administrator = Authorized<"settings:write">;
let first: Administrator;
let second: Administrator;
let third: Administrator;
let reader: Authorized<"policy:read">;
beforeAll(async () => {
  const { head } = await makeBranchTree();
  [first, second, third] = [await makeActor(head, ["administrator"], "甲"), await makeActor(head, ["administrator"], "乙"), await makeActor(head, ["administrator"], "丙")];
  reader = await makeActor(head, ["officer"]);
});
beforeEach(async () => {
  await db().ruleProposal.deleteMany();
  await db().ruleValue.deleteMany();
});
afterEach(() => vi.useRealTimers());

const window = (from: number, to: number) => ({ exempt: false, ownHours: true, fromMinute: from * 60, toMinute: to * 60, breakFromMinute: null, breakToMinute: null });
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
const change = (over: Partial<ChangeRuleInput> = {}): ChangeRuleInput => ({
  pack: "CN", rule: "quiet_hours", purpose: "promotion", channel: null, params: window(9, 19), effectiveFrom: new Date().toISOString(), reason: "客户反映太早", ...over,
});
async function proposed(over: Partial<ChangeRuleInput> = {}, by = first) {
  const made = await proposeRule(by, change(over));
  if (!made.ok) throw new Error(made.error.code);
  return made.value.id;
}
async function hoursAt(at: Date, pack: PackCode = "CN") {
  const params = rulesInForce(await packInForce(pack), "promotion", "sms", at.getTime()).quiet_hours?.params;
  return [params?.fromMinute, params?.toMinute];
}
const actions = async (subjectId: string) => (await db().auditEntry.findMany({ where: { subjectId }, orderBy: { seq: "asc" }, select: { action: true, actorId: true } })).map((one) => `${one.action} ${[first, second, third].findIndex(({ id }) => id === one.actorId) + 1}`);

describe("a change of a rule", () => {
  it("holds only once a second administrator has confirmed it, and then at once for whoever reads the pack", async () => {
    const proposalId = await proposed();
    expect(await hoursAt(new Date())).toEqual([480, 1200]);
    expect(await db().ruleValue.count()).toBe(0);
    expect(await confirmRule(second, { proposalId })).toMatchObject({ ok: true });
    expect(await hoursAt(new Date(Date.now() + 1_000))).toEqual([540, 1140]);
    expect(await listRuleValues(reader, "CN")).toMatchObject([{ rule: "quiet_hours", purpose: "promotion", createdBy: "甲", confirmedBy: "乙" }]);
    expect(await actions(proposalId)).toEqual(["rule.proposed 1"]);
    expect(await actions("quiet_hours")).toEqual(["rule.changed 2"]);
  });

  it("cannot be confirmed or rejected by its author, nor withdrawn by anybody else", async () => {
    const proposalId = await proposed();
    expect(await confirmRule(first, { proposalId })).toEqual({ ok: false, error: { code: "policy.own_proposal" } });
    expect(await closeProposal(first, { proposalId, as: "rejected" })).toEqual({ ok: false, error: { code: "policy.own_proposal" } });
    expect(await closeProposal(second, { proposalId, as: "withdrawn" })).toEqual({ ok: false, error: { code: "policy.not_own_proposal" } });
    expect(await db().ruleValue.count()).toBe(0);
    expect(await listRuleProposals(reader, "CN", "open")).toMatchObject([{ id: proposalId, state: "open", reason: "客户反映太早" }]);
  });

  it("is over when it was rejected or withdrawn: nobody can confirm it any more", async () => {
    const rejected = await proposed();
    expect(await closeProposal(second, { proposalId: rejected, as: "rejected" })).toMatchObject({ ok: true });
    expect(await confirmRule(third, { proposalId: rejected })).toEqual({ ok: false, error: { code: "policy.proposal_not_found" } });
    const withdrawn = await proposed();
    expect(await closeProposal(first, { proposalId: withdrawn, as: "withdrawn" })).toMatchObject({ ok: true });
    expect(await confirmRule(second, { proposalId: withdrawn })).toEqual({ ok: false, error: { code: "policy.proposal_not_found" } });
    expect(await hoursAt(new Date(Date.now() + 1_000))).toEqual([480, 1200]);
    expect((await listRuleProposals(reader, "CN", "decided")).map((one) => [one.state, one.decidedBy])).toEqual([["withdrawn", "甲"], ["rejected", "乙"]]);
    expect(await actions(rejected)).toEqual(["rule.proposed 1", "rule.rejected 2"]);
  });

  it("is made once where two confirm it at the same moment", async () => {
    const proposalId = await proposed();
    const both = await Promise.all([confirmRule(second, { proposalId }), confirmRule(third, { proposalId })]);
    expect(both.filter((one) => one.ok)).toHaveLength(1);
    expect(both.find((one) => !one.ok)).toEqual({ ok: false, error: { code: "policy.proposal_not_found" } });
    expect(await db().ruleValue.count()).toBe(1);
  });

  it("is either confirmed or withdrawn where both happen at the same moment", async () => {
    const proposalId = await proposed();
    const [confirmed, withdrawn] = await Promise.all([confirmRule(second, { proposalId }), closeProposal(first, { proposalId, as: "withdrawn" })]);
    expect([confirmed.ok, withdrawn.ok].filter(Boolean)).toHaveLength(1);
    expect(await db().ruleValue.count()).toBe(confirmed.ok ? 1 : 0);
  });

  it("waits alone: a second one for the same rule is refused while the first is open, however fast it comes", async () => {
    const both = await Promise.all([proposeRule(first, change()), proposeRule(second, change({ params: window(10, 18) }))]);
    expect(both.filter((one) => one.ok)).toHaveLength(1);
    expect(both.find((one) => !one.ok)).toEqual({ ok: false, error: { code: "policy.already_proposed" } });
    expect(await proposeRule(third, change({ purpose: "loan", params: window(8, 20) }))).toMatchObject({ ok: true });
  });
});

describe("the day from which a change holds", () => {
  it("is the day that was proposed, where it still lies ahead", async () => {
    const from = inDays(3);
    const proposalId = await proposed({ effectiveFrom: from });
    await confirmRule(second, { proposalId });
    expect(await hoursAt(new Date(new Date(from).getTime() - 1))).toEqual([480, 1200]);
    expect(await hoursAt(new Date(from))).toEqual([540, 1140]);
  });

  it("is the moment of confirmation, where that comes later: nothing comes to have been in force", async () => {
    const proposalId = await proposed({ effectiveFrom: inDays(1) });
    const late = new Date(Date.now() + 5 * 86_400_000);
    vi.useFakeTimers({ toFake: ["Date"], now: late });
    expect(await confirmRule(second, { proposalId })).toEqual({ ok: true, value: { effectiveFrom: late } });
    expect(await hoursAt(new Date(late.getTime() - 1))).toEqual([480, 1200]);
    expect(await hoursAt(late)).toEqual([540, 1140]);
  });

  it("cannot lie in the past", async () => {
    expect(await proposeRule(first, change({ effectiveFrom: inDays(-1) }))).toEqual({ ok: false, error: { code: "policy.in_the_past" } });
  });
});

describe("what a change may not do", () => {
  it("leave floor and ceiling, touch what is fixed, or change nothing", async () => {
    const refused = async (over: Partial<ChangeRuleInput>) => {
      const made = await proposeRule(first, change(over));
      return made.ok ? "proposed" : made.error.code;
    };
    expect(await refused({ params: window(7, 19) })).toBe("policy.below_floor");
    expect(await refused({ params: window(9, 22) })).toBe("policy.above_ceiling");
    expect(await refused({ params: { ...window(9, 19), exempt: true } })).toBe("policy.fixed");
    expect(await refused({ rule: "consent", params: { basis: "exempt" } })).toBe("policy.fixed");
    expect(await refused({ params: window(8, 20) })).toBe("policy.unchanged");
    expect(await refused({ params: { fromMinute: 540 } })).toBe("policy.invalid_value");
    expect(await db().ruleProposal.count()).toBe(0);
  });

  it("get past the confirmation either, where the bounds have become narrower since it was proposed", async () => {
    const { id } = await db().ruleProposal.create({
      data: { pack: "CN", rule: "quiet_hours", purpose: "promotion", channel: null, params: window(7, 22), before: window(8, 20), reason: "旧版本提出", effectiveFrom: new Date(), proposedById: first.id, proposedBy: "甲" },
      select: { id: true },
    });
    expect(await confirmRule(second, { proposalId: id })).toMatchObject({ ok: false, error: { code: "policy.below_floor" } });
    expect(await db().ruleValue.count()).toBe(0);
    // It stays open, so that somebody closes it with open eyes.
    expect(await listRuleProposals(reader, "CN", "open")).toHaveLength(1);
  });

  it("rewrite the past: each confirmed change is a row beside the earlier ones, and earlier days keep theirs", async () => {
    const morning = new Date();
    await confirmRule(second, { proposalId: await proposed({ params: window(9, 19) }) });
    const noon = new Date(morning.getTime() + 3_600_000);
    vi.useFakeTimers({ toFake: ["Date"], now: noon });
    await confirmRule(first, { proposalId: await proposed({ params: window(10, 18), effectiveFrom: noon.toISOString() }, second) });
    vi.useRealTimers();
    expect(await db().ruleValue.count()).toBe(2);
    expect(await hoursAt(new Date(morning.getTime() - 1_000))).toEqual([480, 1200]);
    expect(await hoursAt(new Date(noon.getTime() - 1))).toEqual([540, 1140]);
    expect(await hoursAt(noon)).toEqual([600, 1080]);
  });

  it("reach another pack: each country's rules have their own changes", async () => {
    await confirmRule(second, { proposalId: await proposed({ pack: "US", params: window(10, 18) }) });
    const soon = new Date(Date.now() + 1_000);
    expect(await hoursAt(soon, "US")).toEqual([600, 1080]);
    expect(await hoursAt(soon)).toEqual([480, 1200]);
    expect(await listRuleValues(reader, "CN")).toEqual([]);
  });
});
