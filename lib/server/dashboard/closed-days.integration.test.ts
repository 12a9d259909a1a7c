import { beforeAll, describe, expect, it } from "vitest";
import { daysBefore } from "@/lib/domain/dashboard/period";
import type { Purpose } from "@/lib/domain/shared/vocabulary";
import { bankDay } from "@/lib/server/bank-calendar";
import { now } from "@/lib/server/clock";
import { db, pool } from "@/lib/server/db/client";
import { onConnection } from "@/lib/server/db/transaction";
import { makeProviderAccount } from "@/prisma/factories/carrier";
import { makeActor, makeBranchTree } from "@/prisma/factories/organisation";
import { closeDays } from "./closed-days";
import { receiptDelays, repliesByClass, talliesOf, talliesOfBranches } from "./queries";

const today = bankDay(now());
const DAYS = 150;
const first = daysBefore(today, DAYS);
const PURPOSES: readonly Purpose[] = ["account", "risk", "promotion"];
const tree = await makeBranchTree();
const viewers = await Promise.all([tree.head, tree.province, tree.branch].map((place) => makeActor<"dashboard:read">(place, ["manager"])));

const everyFigure = async (scope: { readonly from: string; readonly to: string; readonly purpose?: Purpose; readonly branch?: string }) =>
  Promise.all(viewers.map(async (viewer) => [await talliesOf(viewer, scope), await talliesOfBranches(viewer, scope), await repliesByClass(viewer, scope), await receiptDelays(viewer, scope)]));

/** Periods that begin and end inside, at and between spans; with and without purpose and branch. */
const PERIODS = [
  { from: first, to: today }, { from: daysBefore(today, 29), to: today }, { from: daysBefore(today, 131), to: daysBefore(today, 3) }, { from: daysBefore(today, 70), to: daysBefore(today, 70) },
  { from: daysBefore(today, 97), to: daysBefore(today, 1), purpose: "promotion" as const }, { from: first, to: today, branch: tree.neighbour.code }, { from: first, to: today, branch: tree.province.code, purpose: "risk" as const },
];
const figures = () => Promise.all(PERIODS.map(everyFigure));

async function unkept<T>(read: () => Promise<T>): Promise<T> {
  const { rows } = await pool().query<{ days: number; from_day: string }>("DELETE FROM closed_span RETURNING days, from_day::text");
  const value = await read();
  await pool().query("INSERT INTO closed_span (days, from_day) SELECT * FROM unnest($1::int[], $2::date[])", [rows.map((row) => row.days), rows.map((row) => row.from_day)]);
  return value;
}
const closed = async () => (await pool().query<{ days: number; n: number }>("SELECT days, count(*)::int AS n FROM closed_span WHERE from_day >= $1::date GROUP BY 1 ORDER BY 1", [first])).rows;
const change = "INSERT INTO daily_tally AS t (day, branch_id, purpose, channel, state, reason, count) VALUES ($1::date, $2::uuid, 'account', 'sms', 'delivered', '', 1) ON CONFLICT (day, branch_id, purpose, channel, state, reason) DO UPDATE SET count = t.count + 1";

describe("days that are closed", () => {
  beforeAll(async () => {
    const account = await makeProviderAccount();
    const branches = [tree.head, tree.province, tree.branch, tree.neighbour];
    const rows = Array.from({ length: DAYS + 1 }, (_, n) => ({ n, day: new Date(`${daysBefore(today, n)}T00:00:00Z`) })).flatMap(({ n, day }) => branches.map((branch, b) => ({ n: n * 7 + b * 3, day, branchId: branch.id })));
    await db().dailyTally.createMany({ data: rows.flatMap(({ n, day, branchId }) => PURPOSES.flatMap((purpose, p) => [
      { day, branchId, purpose, channel: "sms", state: "delivered", reason: "", count: n + p, billingSegments: n, costMicros: BigInt(n) },
      { day, branchId, purpose, channel: p === 1 ? "voice" : "sms", state: n % 2 === 0 ? "withheld" : "failed", reason: "consent", count: n % 5 },
    ])) });
    await db().dailyReply.createMany({ data: rows.map(({ n, day, branchId }) => ({ day, branchId, purpose: PURPOSES[n % 3] ?? "risk", replyClass: n % 4 === 0 ? "refuse" : "other", count: n })) });
    await db().dailyReceiptDelay.createMany({ data: rows.map(({ n, day, branchId }) => ({ day, branchId, providerAccountId: account.id, bucketSeconds: n % 3 === 0 ? 5 : 60, count: n })) });
    while (await closeDays());
  });

  it("are all but today, and make up spans", async () => {
    const spans = await closed();
    expect(spans[0]).toEqual({ days: 1, n: DAYS });
    expect(spans.map((span) => span.days)).toEqual([1, 4, 16, 64]);
    expect(await db().closedSpan.count({ where: { days: 1, fromDay: new Date(`${today}T00:00:00Z`) } })).toBe(0);
  });

  it("give every viewer the same figures for every period as the roll-up itself", async () => {
    expect(await figures()).toEqual(await unkept(figures));
  });

  it("are read from what is kept, not from the roll-up", async () => {
    const whole = { from: daysBefore(today, 20), to: daysBefore(today, 1) };
    const before = await everyFigure(whole);
    // Only a superuser could do this to the roll-up: it shows where the figures come from.
    await onConnection(async (client) => {
      await client.query("UPDATE subtree_tally SET count = count + 1000 WHERE day = $1::date AND state = 'delivered'", [daysBefore(today, 5)]);
    });
    const after = await everyFigure(whole);
    expect(after[0]).not.toEqual(before[0]);
    // A single branch has no sums of its own: few rows, read as they are.
    expect(after[2]).toEqual(before[2]);
    await onConnection((client) => client.query("UPDATE subtree_tally SET count = count - 1000 WHERE day = $1::date AND state = 'delivered'", [daysBefore(today, 5)]));
  });

  it.each([["daily_tally", "UPDATE daily_tally SET count = count + 11 WHERE day = $1::date AND branch_id = $2::uuid"], ["daily_tally, a new row", change], ["daily_tally, a row gone", "DELETE FROM daily_tally WHERE day = $1::date AND branch_id = $2::uuid AND purpose = 'risk'"],
    ["daily_reply", "UPDATE daily_reply SET count = count + 11 WHERE day = $1::date AND branch_id = $2::uuid"], ["daily_receipt_delay", "UPDATE daily_receipt_delay SET count = count + 11 WHERE day = $1::date AND branch_id = $2::uuid"]])(
    "show a late change at once, before and after they are closed anew: %s", async (_, sql) => {
      const before = await figures();
      await pool().query(sql, [daysBefore(today, 66), tree.branch.id]);
      const open = await figures();
      expect(open).not.toEqual(before);
      expect((await closed())[0]).toEqual({ days: 1, n: DAYS - 1 });
      expect(open).toEqual(await unkept(figures));
      await closeDays();
      expect((await closed())[0]).toEqual({ days: 1, n: DAYS });
      expect(await figures()).toEqual(open);
    });

  it("wait for whoever is changing one of them, and are opened by whoever waited for them", async () => {
    const day = daysBefore(today, 40);
    await pool().query("DELETE FROM closed_span WHERE days = 1 AND from_day = $1::date", [day]);
    await onConnection(async (client) => {
      await client.query("BEGIN");
      await client.query(change, [day, tree.branch.id]);
      await closeDays();
      expect(await db().closedSpan.count({ where: { days: 1, fromDay: new Date(`${day}T00:00:00Z`) } })).toBe(0);
      await client.query("COMMIT");
    });
    await closeDays();
    // The other way round: a change that comes while a worker is closing the day.
    await onConnection(async (worker) => {
      await worker.query("BEGIN");
      await worker.query("SELECT pg_advisory_xact_lock(20261126, $1::date - DATE '2000-01-01')", [day]);
      await worker.query("DELETE FROM closed_span WHERE days = 1 AND from_day = $1::date", [day]);
      await worker.query("INSERT INTO closed_span (days, from_day) VALUES (1, $1::date)", [day]);
      const late = pool().query(change, [day, tree.branch.id]);
      await worker.query("COMMIT");
      await late;
    });
    expect(await db().closedSpan.count({ where: { days: 1, fromDay: new Date(`${day}T00:00:00Z`) } })).toBe(0);
    expect(await figures()).toEqual(await unkept(figures));
  });
});
