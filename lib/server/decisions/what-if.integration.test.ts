import { v7 as uuidv7 } from "uuid";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { Authorized } from "@/lib/domain/access/permissions";
import type { MessageState } from "@/lib/domain/message/states";
import type { Supposition } from "@/lib/domain/policy/what-if";
import { db } from "@/lib/server/db/client";
import { makeTemplate } from "@/prisma/factories/campaign";
import { makeConsent, makeCustomer } from "@/prisma/factories/customer";
import { makeActor, makeBranchTree } from "@/prisma/factories/organisation";
import { whatIf } from "./what-if";

// A day of its own, so that the counts are the same whenever the test runs; its months may lie behind or ahead of the real one.
const NOW = new Date("2026-11-25T12:00:00+08:00");
const on = (day: number, time: string) => new Date(`2026-11-${String(day).padStart(2, "0")}T${time}:00+08:00`);
const WORST = { exempt: false, ownHours: true, fromMinute: 540, toMinute: 1140, breakFromMinute: null, breakToMinute: null };
const hours: Supposition = { rule: "quiet_hours", purpose: "promotion", channel: null, params: WORST };
const cap = (perDay: number, perWeek: number | null = 5): Supposition => ({ rule: "frequency_cap", purpose: "promotion", channel: null, params: { perDay, perWeek, perMonth: 10 } });

beforeAll(async () => {
  await db().$executeRaw`SELECT ensure_message_partitions('2026-10-01'::date, 2)`;
});

let serial = 0;
type Stage = Awaited<ReturnType<typeof stage>>;
async function stage() {
  const tree = await makeBranchTree();
  const manager = await makeActor<"policy:read">(tree.head, ["manager"]);
  const offer = await makeTemplate(tree.head, { purpose: "promotion" });
  const notice = await makeTemplate(tree.head, { purpose: "account" });
  return { tree, manager, offer, notice };
}
const person = ({ tree }: Stage, agreed = true) => makeCustomer(tree.branch, agreed ? { agreed: ["promotion"] } : {});

async function message({ tree }: Stage, template: { versionId: string; purpose: string }, customer: { id: string }, at: Date, over: { state?: MessageState; finalAt?: Date; branch?: { id: string; path: string } } = {}) {
  serial += 1;
  const branch = over.branch ?? tree.branch;
  return db().message.create({
    data: {
      id: uuidv7({ msecs: at.getTime(), seq: serial }), customerId: customer.id, branchId: branch.id, branchPath: branch.path, templateVersionId: template.versionId, purpose: template.purpose,
      channel: "sms", state: over.state ?? "delivered", trace: [], createdAt: at, submittedAt: over.state === undefined ? at : null, finalAt: over.finalAt ?? (over.state === undefined ? at : null), contentIndex: Buffer.from(`text-${serial}`),
    },
    select: { id: true },
  });
}

async function ask(actor: Authorized<"policy:read">, supposition: Supposition, options = {}) {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW });
  const report = await whatIf(actor, "CN", supposition, options);
  if (!report.ok) throw new Error(report.error.code);
  return report.value;
}
afterEach(() => vi.useRealTimers());

describe("what would have been decided otherwise", () => {
  let set: Stage;
  const late: string[] = [];
  beforeAll(async () => {
    set = await stage();
    // Eight offers: three after 19:00, two before 9:00, three in between, each to a customer of its own; and a notice at 19:30.
    for (const [day, time] of [[10, "19:05"], [11, "19:30"], [12, "19:59"], [13, "08:10"], [14, "08:59"], [15, "09:00"], [16, "12:00"], [17, "18:59"]] as const) {
      const { id } = await message(set, set.offer, await person(set), on(day, time));
      if (time > "19" || time < "09") late.push(id);
    }
    await message(set, set.notice, await person(set), on(18, "19:30"));
  });

  it("is counted exactly, by rule and purpose, with the newest as examples", async () => {
    const report = await ask(set.manager, hours);
    expect(report).toMatchObject({ examined: 9, isAll: true, affected: 8, gone: 0, otherwise: 5 });
    expect(report.groups).toMatchObject([{ purpose: "promotion", rule: "quiet_hours", from: "send", to: "wait", count: 5 }]);
    expect(report.groups[0]?.examples.map((one) => one.id)).toEqual([...late].reverse());
  });

  it("is the same however it is read, and says when it looked at the newest alone", async () => {
    expect(await ask(set.manager, hours, { chunk: 2 })).toEqual(await ask(set.manager, hours));
    const newest = await ask(set.manager, hours, { chunk: 2, max: 5 });
    // The notice, and the offers of the 17th, 16th, 15th and 14th.
    expect(newest).toMatchObject({ examined: 5, isAll: false, otherwise: 1 });
    expect(await ask(set.manager, hours, { chunk: 2, max: 9 })).toMatchObject({ examined: 9, isAll: true });
  });

  it("is nothing where the parameters are those that held", async () => {
    expect(await ask(set.manager, { ...hours, params: { ...WORST, fromMinute: 480, toMinute: 1200 } })).toMatchObject({ examined: 9, affected: 0, otherwise: 0, groups: [] });
  });

  it("is looked for in the viewer's subtree alone, and in the last thirty days", async () => {
    const other = await makeActor<"policy:read">(set.tree.neighbour, ["manager"]);
    expect(await ask(other, hours)).toMatchObject({ examined: 0, otherwise: 0 });
    await message(set, set.offer, await person(set), new Date(NOW.getTime() - 31 * 86_400_000));
    expect(await ask(set.manager, hours)).toMatchObject({ examined: 9 });
  });

  it("is refused where the parameters lie outside what the law allows", async () => {
    expect(await whatIf(set.manager, "CN", { ...hours, params: { ...WORST, toMinute: 22 * 60 } })).toMatchObject({ ok: false, error: { code: "policy.above_ceiling" } });
    expect(await whatIf(set.manager, "CN", { ...hours, params: {} })).toMatchObject({ ok: false, error: { code: "policy.invalid_value" } });
  });
});

describe("each message is decided by what was known when it was made", () => {
  it("by the consents and refusals of that moment, not by those that came or went since", async () => {
    const set = await stage();
    const refusedLater = await person(set);
    await message(set, set.offer, refusedLater, on(10, "19:30"));
    await makeConsent(refusedLater.id, "promotion", "withdrawn", on(11, "10:00"));
    const agreedLater = await person(set, false);
    await message(set, set.offer, agreedLater, on(10, "19:31"), { state: "withheld", finalAt: on(10, "19:31") });
    await makeConsent(agreedLater.id, "promotion", "given", on(11, "10:00"));
    // Only the first could have left: for the second no hours would have changed anything.
    expect(await ask(set.manager, hours)).toMatchObject({ examined: 2, affected: 2, otherwise: 1, groups: [{ from: "send", to: "wait", count: 1 }] });
  });

  it("by a refusal that was taken back since", async () => {
    const set = await stage();
    const customer = await person(set);
    const { phoneIndex } = await db().customer.findUniqueOrThrow({ where: { id: customer.id }, select: { phoneIndex: true } });
    await db().suppression.create({ data: { contactIndex: phoneIndex!, source: "reply", at: on(5, "10:00"), recordedBy: "test", liftedAt: on(12, "10:00"), liftedBy: "test" } });
    await message(set, set.offer, customer, on(10, "19:30"), { state: "withheld", finalAt: on(10, "19:30") });
    await message(set, set.offer, customer, on(20, "19:30"));
    expect(await ask(set.manager, hours)).toMatchObject({ examined: 2, otherwise: 1 });
  });

  it("by the history before it: caps count what was there, and not what came to nothing before", async () => {
    const set = await stage();
    const twice = await person(set);
    await message(set, set.offer, twice, on(10, "10:00"));
    await message(set, set.notice, twice, on(10, "10:30"));
    const other = await makeTemplate(set.tree.head, { purpose: "promotion" });
    await message(set, other, twice, on(10, "12:00"), { state: "withheld", finalAt: on(10, "12:00") });
    // A failure before the second offer does not count; one that failed only after it did count then.
    const [failedBefore, failedAfter] = [await person(set), await person(set)];
    await message(set, set.offer, failedBefore, on(11, "10:00"), { state: "failed", finalAt: on(11, "10:05") });
    await message(set, other, failedBefore, on(11, "12:00"));
    await message(set, set.offer, failedAfter, on(11, "10:00"), { state: "failed", finalAt: on(11, "13:00") });
    await message(set, other, failedAfter, on(11, "12:00"), { state: "withheld", finalAt: on(11, "12:00") });
    // With two a day, the second offer of the first and of the third customer would have gone.
    expect(await ask(set.manager, cap(2))).toMatchObject({ examined: 7, affected: 6, otherwise: 2, groups: [{ rule: "frequency_cap", from: "withhold", to: "send", count: 2 }] });
    // With none at all, every offer that left would have been kept back.
    expect(await ask(set.manager, { ...cap(0), params: { perDay: 0, perWeek: 2, perMonth: 4 } })).toMatchObject({ groups: [{ rule: "frequency_cap", from: "send", to: "withhold", count: 4 }] });
  });
});
