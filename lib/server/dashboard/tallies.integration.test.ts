import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/server/db/client";
import { makeActor, makeBranchTree } from "@/prisma/factories/organisation";
import { dailyLines, talliesOf, talliesOfBranches, type TallySlice } from "./queries";

const DAY = "2031-05-06";
const tree = await makeBranchTree();
const tally = (branchId: string, day: string, purpose: string, channel: string, state: string, reason: string, count: number) =>
  db().dailyTally.create({ data: { branchId, day: new Date(`${day}T00:00:00Z`), purpose, channel, state, reason, count, segments: count, billingSegments: count, costMicros: BigInt(count) * 45_000n }, select: { count: true } });

describe("the figures of a dashboard", () => {
  beforeAll(async () => {
    await tally(tree.branch.id, DAY, "account", "sms", "delivered", "", 5);
    await tally(tree.branch.id, DAY, "promotion", "sms", "withheld", "consent", 2);
    await tally(tree.neighbour.id, DAY, "account", "sms", "delivered", "", 7);
    await tally(tree.neighbour.id, "2031-05-07", "risk", "voice", "delivered", "", 3);
    await tally(tree.neighbour.id, "2031-05-07", "risk", "voice", "queued", "", 4);
    await tally(tree.branch.id, "2031-05-08", "account", "sms", "delivered", "", 1_000);
  });
  const scope = { from: DAY, to: "2031-05-07" };

  it("add up by day, branch, purpose and reason, within the period", async () => {
    const actor = await makeActor<"dashboard:read">(tree.province, ["manager"]);
    const { byDay, byPurpose, byReason, calls } = await talliesOf(actor, scope);
    const short = (slices: readonly TallySlice[]) => slices.map((slice) => [slice.key, slice.state, slice.count, Number(slice.costMicros)]);
    expect(short(byDay)).toEqual([[DAY, "delivered", 12, 540_000], [DAY, "withheld", 2, 90_000], ["2031-05-07", "delivered", 3, 135_000], ["2031-05-07", "queued", 4, 180_000]]);
    expect(short(byPurpose).map((line) => line.slice(0, 3))).toEqual([["account", "delivered", 12], ["promotion", "withheld", 2], ["risk", "delivered", 3], ["risk", "queued", 4]]);
    expect(short(byReason).filter((line) => line[0] !== "").map((line) => line.slice(0, 3))).toEqual([["consent", "withheld", 2]]);
    expect(await talliesOfBranches(actor, scope)).toEqual([
      { key: tree.branch.code, state: "delivered", count: 5 }, { key: tree.branch.code, state: "withheld", count: 2 },
      { key: tree.neighbour.code, state: "delivered", count: 10 }, { key: tree.neighbour.code, state: "queued", count: 4 },
    ]);
    expect((await dailyLines(actor, scope)).map((line) => [line.key, line.state, line.reason, line.count, line.billingSegments])).toEqual([
      [DAY, "delivered", "", 12, 12], [DAY, "withheld", "consent", 2, 2], ["2031-05-07", "delivered", "", 3, 3], ["2031-05-07", "queued", "", 4, 4],
    ]);
    expect(calls).toBe(3);
  });

  it("end where the actor's subtree ends, and at the branch and purpose asked for", async () => {
    const officer = await makeActor<"dashboard:read">(tree.branch, ["manager"]);
    expect((await talliesOf(officer, scope)).byDay.reduce((sum, slice) => sum + slice.count, 0)).toBe(7);
    expect((await talliesOf(officer, { ...scope, branch: tree.neighbour.code })).byDay).toEqual([]);
    expect(await talliesOfBranches(officer, { ...scope, branch: tree.neighbour.code })).toEqual([]);
    const manager = await makeActor<"dashboard:read">(tree.province, ["manager"]);
    const narrowed = { ...scope, branch: tree.neighbour.code, purpose: "account" } as const;
    expect((await talliesOf(manager, narrowed)).byDay.map((slice) => slice.count)).toEqual([7]);
    expect((await talliesOfBranches(manager, narrowed)).map((slice) => slice.count)).toEqual([7]);
    // Calls are counted whatever the purpose: the promise is about all of them.
    expect((await talliesOf(manager, narrowed)).calls).toBe(3);
  });
});
