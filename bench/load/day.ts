import { setTimeout as sleep } from "node:timers/promises";
import { pool } from "@/lib/server/db/client";
import { bankSystem } from "./bank-systems";
import { runCampaign, shareGone, untilGone } from "./campaigns";
import { openAll, work } from "./console";
import { Seen } from "./measure";
import { importFile, paySalaries, postSingles, raiseAlerts, type Taken } from "./notices";
import { answerFromPhones, type Refused } from "./phones";
import type { Installation } from "./processes";
import { Watch } from "./promises";
import type { Day, Person } from "./stage";

export type Plan = { readonly minutes: number; readonly alerts: number; readonly importRows: number; readonly kill: boolean };

/** What is known when the day is over. */
export type Played = {
  readonly seen: Seen; readonly taken: Taken; readonly refused: Refused; readonly watch: Watch; readonly seconds: number; readonly settledSeconds: number;
  readonly notes: readonly string[];
};

const WARM_UP_ALERTS = 32;
const LOOK_EVERY_MS = 1_000;
const SETTLES_WITHIN_MS = 180_000;

const byName = { customer: "name" } as const;

function only(people: readonly Person[], role: Person["role"]): Person {
  const found = people.find((one) => one.role === role);
  if (!found) throw new Error(`nobody is ${role}`);
  return found;
}

/** Plays the day, every actor at once, and waits until all that was asked for has come to rest. */
export async function playDay(day: Day, installation: Installation, { minutes, alerts, importRows, kill }: Plan): Promise<Played> {
  const [seen, watch, taken, refused, notes]: [Seen, Watch, Taken, Refused, string[]] = [new Seen(), new Watch(), new Map(), new Map(), []];
  const end = new AbortController();
  const ended = end.signal;
  const lengthMs = minutes * 60_000;
  const system = (key: string) => bankSystem(installation.url, key);
  const hands = (key: string) => ({ system: system(key), seen, taken, customers: day.customers, ended });
  await openAll(installation.url, day.people);
  await raiseAlerts({ ...hands(day.keys.risk), seen: new Seen() }, WARM_UP_ALERTS);
  for (const [id, request] of taken) taken.set(id, { ...request, actor: "warm-up" });
  const started = performance.now();
  const reach = (share: number) => sleep(Math.max(0, started + lengthMs * share - performance.now()));
  let promotion: string | null = null;
  const reviewer = only(day.people, "reviewer");

  async function promote(): Promise<void> {
    await reach(0.08);
    const id = await runCampaign({ name: "小微贷款优惠", template: "day.offer", audience: {}, variables: { name: byName } }, system(day.keys.crm), reviewer, seen);
    promotion = id;
    notes.push(`the promotion started after ${at()}`);
    await untilGone(id, 0.33);
    notes.push(`the fraud wave came after ${at()}, with ${((await shareGone(id)) * 100).toFixed(0)} % of the promotion gone`);
    await raiseAlerts(hands(day.keys.risk), alerts);
  }
  async function remind(): Promise<void> {
    await reach(0.15);
    await runCampaign({ name: "还款提醒", template: "day.loan", audience: { tags: ["贷款"] }, variables: { name: byName, date: "2026-12-05" } }, system(day.keys.loans), reviewer, seen);
  }
  async function strike(): Promise<void> {
    while (promotion === null && !ended.aborted) await sleep(100);
    if (promotion === null) return;
    await untilGone(promotion, 0.6);
    const pid = installation.sender()?.pid;
    if (pid === undefined) return;
    process.kill(pid, "SIGKILL");
    notes.push(`the worker was killed after ${at()}, with ${((await shareGone(promotion)) * 100).toFixed(0)} % of the promotion gone`);
  }
  const at = () => `${((performance.now() - started) / 1_000).toFixed(1)} s`;

  const leading = [reach(1), promote(), ...(kill ? [strike()] : [])];
  const others = [
    paySalaries(hands(day.keys.core)), postSingles(hands(day.keys.core)), remind(), answerFromPhones(only(day.people, "manager"), refused, seen, ended), watch.run(LOOK_EVERY_MS, ended),
    reach(0.2).then(() => importFile(hands(day.keys.crm), importRows, day.branches[0]!.code)),
    ...day.people.map((person) => work(installation.url, person, day.customers, () => promotion, seen, ended)),
  ];
  // The day lasts until the wave is over, however slow the machine. Whoever fails ends it for all: without an actor it would be another day.
  try {
    await Promise.race([Promise.all(leading), Promise.all(others)]);
  } finally {
    end.abort();
    await Promise.allSettled(others);
  }
  await Promise.all(others);
  const seconds = (performance.now() - started) / 1_000;
  await settle(watch, notes);
  return { seen, taken, refused, watch, seconds, settledSeconds: (performance.now() - started) / 1_000, notes };
}

/** Waits until no campaign runs, nothing of the API waits and the carrier has nothing more to say. */
async function settle(watch: Watch, notes: string[]): Promise<void> {
  const deadline = performance.now() + SETTLES_WITHIN_MS;
  for (;;) {
    await watch.look();
    const { rows: [left] } = await pool().query<{ running: number; waiting: number; events: number }>(
      `SELECT (SELECT count(*) FROM campaign WHERE state NOT IN ('completed', 'cancelled', 'draft'))::int AS running,
              (SELECT count(*) FROM message WHERE state IN ('queued', 'submitting', 'deferred'))::int AS waiting, (SELECT count(*) FROM simulated_event WHERE due_at < now() + interval '10 seconds')::int AS events`,
    );
    if (left && left.running + left.waiting + left.events === 0) return;
    if (performance.now() > deadline) {
      const { rows } = await pool().query<{ name: string; state: string; why: unknown }>("SELECT name, state::text AS state, pause_reason AS why FROM campaign WHERE state <> 'completed'");
      notes.push(`NOT AT REST after ${SETTLES_WITHIN_MS / 1_000} s more: ${JSON.stringify(left)} ${rows.map((row) => `${row.name} ${row.state} ${JSON.stringify(row.why)}`).join(", ")}`);
      return;
    }
    await sleep(1_000);
  }
}
