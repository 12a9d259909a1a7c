import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/server/db/client";
import { makeActor, makeBranchTree } from "@/prisma/factories/organisation";
import { talliesOf } from "./queries";

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

  it("add up by day, branch and purpose, within the period", async () => {
    const { byDay, byBranch, byPurpose, calls } = await talliesOf(await makeActor(tree.province, ["manager"]), scope);
    const short = (slices: typeof byDay) => slices.map((slice) => [slice.key, slice.state, slice.reason, slice.count, Number(slice.costMicros)]);
    expect(short(byDay)).toEqual([[DAY, "delivered", "", 12, 540_000], [DAY, "withheld", "consent", 2, 90_000], ["2031-05-07", "delivered", "", 3, 135_000], ["2031-05-07", "queued", "", 4, 180_000]]);
    expect(short(byPurpose).map((line) => line.slice(0, 4))).toEqual([["account", "delivered", "", 12], ["promotion", "withheld", "consent", 2], ["risk", "delivered", "", 3], ["risk", "queued", "", 4]]);
    expect(byBranch.filter((slice) => slice.key === tree.branch.code).reduce((sum, slice) => sum + slice.count, 0)).toBe(7);
    expect(calls).toBe(3);
  });

  it("end where the actor's subtree ends, and at the branch and purpose asked for", async () => {
    const mine = await talliesOf(await makeActor(tree.branch, ["manager"]), scope);
    expect(mine.byDay.reduce((sum, slice) => sum + slice.count, 0)).toBe(7);
    expect((await talliesOf(await makeActor(tree.branch, ["manager"]), { ...scope, branch: tree.neighbour.code })).byDay).toEqual([]);
    const narrowed = await talliesOf(await makeActor(tree.province, ["manager"]), { ...scope, branch: tree.neighbour.code, purpose: "account" });
    expect(narrowed.byDay.map((slice) => slice.count)).toEqual([7]);
    // Calls are counted whatever the purpose: the promise is about all of them.
    expect(narrowed.calls).toBe(3);
  });
});
