import { v7 as uuidv7 } from "uuid";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { asOwner } from "../database";
import type { Authorized } from "@/lib/domain/access/permissions";
import { monthsBefore, monthStart } from "@/lib/domain/retention/terms";
import { db, pool } from "@/lib/server/db/client";
import { listMessages } from "@/lib/server/messages/queries";
import { dispatchBatch } from "@/lib/server/pipeline/dispatch";
import { drainPipeline } from "@/lib/server/pipeline/drain";
import { ensurePartitions } from "@/lib/server/pipeline/partitions";
import { runRetention } from "@/lib/server/retention/run";
import { makeActor } from "@/prisma/factories/organisation";
import { expandAll, setStage, startCampaign, stateOf, takenFor } from "./stage";
import { expectNothingTwice, expectSumsRight, tallyOf } from "./sums";

const MINUTE = 60_000;
/** Where it is daytime both at the bank's midnight and, eight hours later, at that of UTC, which bounds a partition. */
const AWAKE = "Etc/GMT+6";
const real = new Date();
/** The end of the month at hand: partitions lie around it, whatever the day of the test. */
const utcMidnight = new Date(Date.UTC(real.getUTCFullYear(), real.getUTCMonth() + 1, 1));
const bankMidnight = new Date(utcMidnight.getTime() - 8 * 60 * MINUTE);

const at = (midnight: Date, minutes: number) => vi.setSystemTime(new Date(midnight.getTime() + minutes * MINUTE));
const partitionOf = (parent: string, month: Date) => `${parent}_y${month.getUTCFullYear()}m${String(month.getUTCMonth() + 1).padStart(2, "0")}`;
const monthBefore = (month: Date, months = 1) => new Date(Date.UTC(month.getUTCFullYear(), month.getUTCMonth() - months, 1));

async function countsByPartition(parent: "message" | "message_attempt", campaignId: string): Promise<Record<string, number>> {
  const id = parent === "message" ? "id" : "message_id";
  const { rows } = await pool().query<{ name: string; count: number }>(
    `SELECT tableoid::regclass::text AS name, count(*)::int AS count FROM ${parent} WHERE ${id} IN (SELECT id FROM message WHERE campaign_id = $1) GROUP BY 1`, [campaignId],
  );
  return Object.fromEntries(rows.map((row) => [row.name, row.count]));
}

async function stageAwake(people: number) {
  const stage = await setStage(people);
  await db().customer.updateMany({ where: { branchId: stage.branch.id }, data: { timeZone: AWAKE } });
  return stage;
}

beforeEach(() => vi.useFakeTimers({ toFake: ["Date"], now: bankMidnight }));
afterEach(() => void vi.useRealTimers());

describe("a campaign over the end of a month", () => {
  it("writes to everybody once, hears in the new month of what left in the old one, and counts each on its day", async () => {
    at(bankMidnight, -2);
    const stage = await stageAwake(12);
    const { id } = await startCampaign(stage.branch, "account", { speedLimit: 4 });
    const batches = await expandAll(id);
    expect(batches.map((batch) => batch.size)).toEqual([4, 4, 4]);
    for (const [midnight, minutes, batch] of [[bankMidnight, -1, 0], [bankMidnight, 1, 1], [utcMidnight, 1, 2]] as const) {
      at(midnight, minutes);
      expect(await dispatchBatch(batches[batch]?.id ?? "")).toBe("sent");
      await expectSumsRight(id);
    }
    expect(await tallyOf(id)).toEqual({ sent: 12 });
    at(utcMidnight, 3);
    await drainPipeline();
    expect(await tallyOf(id)).toEqual({ delivered: 12 });
    expect(await stateOf(id)).toBe("completed");
    const [old, young] = [monthBefore(utcMidnight), utcMidnight];
    for (const parent of ["message", "message_attempt"] as const) expect(await countsByPartition(parent, id)).toEqual({ [partitionOf(parent, old)]: 8, [partitionOf(parent, young)]: 4 });
    const { rows: days } = await pool().query<{ day: string; count: number }>("SELECT day::text, sum(count)::int AS count FROM daily_tally WHERE branch_id = $1 GROUP BY 1 HAVING sum(count) <> 0 ORDER BY 1", [stage.branch.id]);
    const lastDay = new Date(utcMidnight.getTime() - 24 * 60 * MINUTE);
    expect(days).toEqual([{ day: lastDay.toISOString().slice(0, 10), count: 4 }, { day: utcMidnight.toISOString().slice(0, 10), count: 8 }]);
    const reader: Authorized<"message:read"> = await makeActor(stage.branch, ["manager"]);
    const listed = await listMessages(reader, { campaignId: id });
    expect(listed.rows.map((row) => row.id)).toEqual(listed.rows.map((row) => row.id).sort().reverse());
    expect(listed.rows).toHaveLength(12);
    // Pages go on over the end of the month, and bounds of it part the list where it parts the bank's days.
    const first = await listMessages(reader, { campaignId: id }, undefined, 6);
    const second = await listMessages(reader, { campaignId: id }, first.next ?? "", 6);
    expect([...first.rows, ...second.rows].map((row) => row.id)).toEqual(listed.rows.map((row) => row.id));
    expect((await listMessages(reader, { campaignId: id, from: bankMidnight })).rows).toHaveLength(8);
    expect((await listMessages(reader, { campaignId: id, to: bankMidnight })).rows).toHaveLength(4);
    expect(await takenFor(id)).toHaveLength(12);
    await expectNothingTwice();
    await expectSumsRight(id);
  });

  it("finds the months to come made ahead of it", async () => {
    at(bankMidnight, 1);
    await ensurePartitions();
    const coming = [1, 2, 3].flatMap((months) => ["message", "message_attempt"].map((parent) => partitionOf(parent, monthBefore(monthStart(new Date()), -months))));
    const { rows } = await pool().query<{ name: string }>("SELECT c.relname::text AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE c.relname = ANY($1::text[])", [coming]);
    expect(rows.map((row) => row.name).sort()).toEqual(coming.sort());
  });

  it("goes on in a month that nobody made: what could not be stored waits until the sweeper has made it", async () => {
    const midnight = monthBefore(utcMidnight, -2);
    at(midnight, -3);
    const stage = await stageAwake(8);
    const { id } = await startCampaign(stage.branch, "account", { speedLimit: 4 });
    const [before, after] = await expandAll(id);
    expect(await dispatchBatch(before?.id ?? "")).toBe("sent");
    for (const parent of ["message", "message_attempt"]) await asOwner(`DROP TABLE ${partitionOf(parent, midnight)}`);
    at(midnight, 1);
    await expect(dispatchBatch(after?.id ?? "")).rejects.toMatchObject({ code: "23514" });
    await expectSumsRight(id);
    expect(await takenFor(id)).toHaveLength(4);
    await drainPipeline();
    expect(await stateOf(id)).toBe("completed");
    expect(await tallyOf(id)).toEqual({ delivered: 8 });
    expect(await takenFor(id)).toHaveLength(8);
    await expectNothingTwice();
    await expectSumsRight(id);
  });
});

describe("the night of retention at the end of a month", () => {
  it("drops the months that are over their term and no other, before and after the month has ended", async () => {
    // The month that has just ended: the database's own floors count from its clock, which the test does not set.
    const midnight = new Date(monthStart(real).getTime() - 8 * 60 * MINUTE);
    at(midnight, -2);
    const stage = await stageAwake(4);
    const { id } = await startCampaign(stage.branch, "account");
    await drainPipeline();
    const template = await db().campaign.findUniqueOrThrow({ where: { id }, select: { templateVersionId: true } });
    // Kept for 36 months: one that ended as many months ago, and the one after it, which ends with this night.
    const due = monthBefore(monthsBefore(midnight, 36));
    const next = monthBefore(due, -1);
    for (const month of [due, next]) {
      await pool().query("SELECT ensure_message_partitions($1::date, 1)", [month.toISOString().slice(0, 10)]);
      const createdAt = new Date(month.getTime() + 15 * 24 * 60 * MINUTE);
      await db().message.create({
        data: {
          id: uuidv7({ msecs: createdAt.getTime() }), customerId: stage.people[0]!.id, branchId: stage.branch.id, branchPath: stage.branch.path, templateVersionId: template.templateVersionId,
          purpose: "account", channel: "sms", state: "delivered", trace: [], createdAt,
        },
      });
    }
    // Five past two by the bank's clock, still the old month by UTC; and a day later.
    at(midnight, 125);
    expect((await runRetention())?.report.message).toMatchObject({ dropped: 1, partitions: [partitionOf("message", due)] });
    at(midnight, 125 + 24 * 60);
    expect((await runRetention())?.report.message).toMatchObject({ dropped: 1, partitions: [partitionOf("message", next)] });
    expect(await db().message.count({ where: { campaignId: id } })).toBe(4);
    expect(await tallyOf(id)).toEqual({ delivered: 4 });
  });
});
