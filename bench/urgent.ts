import { pathToFileURL } from "node:url";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { db, disconnect, pool } from "@/lib/server/db/client";
import { closeQueues, enqueue } from "@/lib/server/jobs/queues";
import { makeApiKey } from "@/prisma/factories/api-key";
import { makeCampaign, makeTemplate } from "@/prisma/factories/campaign";
import { makeProviderAccount } from "@/prisma/factories/carrier";
import { makeBranchTree } from "@/prisma/factories/organisation";
import { ownDatabase } from "./database";
import { bankSystem, idOf, wrongWith, type BankSystem } from "./load/bank-systems";
import { analyse, makeCustomers, numberOf, repeatCustomers } from "./load/customers";
import { clockMs, machine, printTable, spread } from "./load/measure";
import { LANES_OF_START, requireBuild, startInstallation } from "./load/processes";
import { collectSpans, stretchesOf } from "./load/spans";
import { atMost, percentile, report, said, type Figure } from "./parts/figures";

// `npm run bench:urgent`: how long an event of the bank's own systems takes from just before its request until its message
// is submitted, with nothing else going on and then under a campaign that leaves as fast as this machine can.

const A_SECOND = 10;
const WARM_UP = 30;
const KNOWN = 2_000;
const MESSAGES_WITHIN_MS = 60_000;
const RATIO_MAX = 2;
const P99_MAX_MS = 250;

export type UrgentOptions = { readonly recipients: number; readonly messages: number; readonly together: boolean; readonly profile: boolean };
type Sent = { readonly id: string; readonly fromMs: number; readonly answeredMs: number };
type Phase = { readonly name: string; readonly total: readonly number[]; readonly http: readonly number[]; readonly stored: readonly number[]; readonly from: number; readonly to: number; readonly machine: string };

/** So many single messages, alternately a risk alert and a balance notice, at an even pace. */
async function post(system: BankSystem, count: number, offset: number): Promise<Sent[]> {
  const sent: Sent[] = [];
  const started = performance.now();
  const open: Promise<void>[] = [];
  for (let index = 0; index < count; index += 1) {
    const due = started + (index * 1_000) / A_SECOND;
    if (due > performance.now()) await sleep(due - performance.now());
    open.push((async () => {
      const fromMs = clockMs();
      const answered = await system.message({ template: index % 2 === 0 ? "urgent.risk" : "urgent.account", customer: numberOf((offset + index) % KNOWN), variables: { code: String(100_000 + offset + index) } });
      const wrong = wrongWith(answered);
      if (wrong !== null) throw new Error(`a message was refused: ${wrong}`);
      sent.push({ id: idOf(answered), fromMs, answeredMs: clockMs() - fromMs });
    })());
  }
  await Promise.all(open);
  return sent;
}

async function phase(name: string, system: BankSystem, count: number, offset: number): Promise<Phase> {
  const from = clockMs();
  const sent = await post(system, count, offset);
  const ids = sent.map((one) => one.id);
  const deadline = Date.now() + MESSAGES_WITHIN_MS;
  while ((await pool().query("SELECT 1 FROM message WHERE id = ANY($1::uuid[]) AND submitted_at IS NULL LIMIT 1", [ids])).rowCount !== 0) {
    if (Date.now() > deadline) throw new Error("urgent messages were not submitted within a minute");
    await sleep(100);
  }
  const { rows } = await pool().query<{ id: string; created_at: Date; submitted_at: Date }>("SELECT id, created_at, submitted_at FROM message WHERE id = ANY($1::uuid[])", [ids]);
  const of = new Map(rows.map((row) => [row.id, row]));
  const each = (value: (one: Sent, row: (typeof rows)[number]) => number) => sent.flatMap((one) => (of.has(one.id) ? [value(one, of.get(one.id)!)] : []));
  return {
    name, from, to: clockMs(), machine: machine(), http: sent.map((one) => one.answeredMs),
    total: each((one, row) => row.submitted_at.getTime() - one.fromMs), stored: each((one, row) => row.created_at.getTime() - one.fromMs),
  };
}

/** Measures both phases over a database of its own and prints what was found; answers the figures for `npm run bench`. */
export async function benchUrgent({ recipients, messages, together, profile }: UrgentOptions): Promise<readonly Figure[]> {
  const remove = await ownDatabase();
  const spans = profile ? await collectSpans() : null;
  let stop: () => Promise<void> = () => Promise.resolve();
  try {
    const { head, branch } = await makeBranchTree();
    await makeProviderAccount();
    const code = [{ name: "code", kind: "code" as const, label: "编号", maxLength: 8, sample: "100000" }];
    await makeTemplate(head, { purpose: "risk", key: "urgent.risk", text: "您的账户有一笔异常交易，编号${code}，如非本人操作请致电网点。", variables: code });
    await makeTemplate(head, { purpose: "account", key: "urgent.account", text: "您的账户有一笔入账，编号${code}。", variables: code });
    const bulk = await makeTemplate(branch, { purpose: "account" });
    const { key } = await makeApiKey(head, "officer");
    await makeCustomers([branch], KNOWN);
    console.log(`preparing ${recipients} recipients …`);
    await repeatCustomers(branch, recipients);
    const { id, frozen } = await makeCampaign(branch, bulk, { state: "approved" });
    await analyse("campaign_audience");
    const installation = await startInstallation({
      worker: "bench/parts/instant-worker.ts", lanes: together ? [""] : LANES_OF_START,
      env: spans ? { OTEL_EXPORTER_OTLP_ENDPOINT: spans.url, OTEL_BSP_SCHEDULE_DELAY: "500" } : {},
    });
    stop = installation.stop;
    const system = bankSystem(installation.url, key);
    await phase("warm-up", system, WARM_UP, 0);
    const idle = await phase("idle", system, messages, WARM_UP);
    await db().campaign.update({ where: { id }, data: { state: "running", startedAt: new Date() }, select: { id: true } });
    await enqueue.campaign(id);
    const sentSoFar = async () => Number((await pool().query<{ n: string }>("SELECT coalesce(sum(count), 0) AS n FROM campaign_tally WHERE campaign_id = $1::uuid AND state IN ('sent', 'submitting')", [id])).rows[0]?.n);
    while ((await sentSoFar()) < Math.min(5_000, frozen / 4)) await sleep(100);
    const before = await sentSoFar();
    const busy = await phase("campaign", system, messages, WARM_UP + messages);
    const went = (await sentSoFar()) - before;
    const { state } = await db().campaign.findUniqueOrThrow({ where: { id }, select: { state: true } });
    if (state !== "running") console.log(`THE CAMPAIGN WAS ${state.toUpperCase()} BEFORE THE LAST URGENT MESSAGE: give more --recipients`);
    await sleep(1_000);
    printPhases([idle, busy], went, together);
    for (const one of spans ? [idle, busy] : []) profileOf(one, stretchesOf(spans!.traces(), one.from, one.to));
    for (const [what, times] of installation.complaints()) console.log(`  log: ${times} × ${what}`);
    return figures(idle, busy);
  } finally {
    await stop();
    await closeQueues();
    await disconnect();
    spans?.close();
    await remove();
  }
}

function printPhases(phases: readonly Phase[], went: number, together: boolean): void {
  const [, busy] = phases;
  const seconds = busy ? (busy.to - busy.from) / 1_000 : 1;
  console.log(`\nurgent messages while ${went} of the campaign left (${(went / seconds).toFixed(0)} a second), ${together ? "one worker process for all" : "a worker process of their own"}; ms, p50 / p95 / p99`);
  printTable(["", "messages", "request → submitted", "request → stored", "request → answered"], phases.map(({ name, total, stored, http }) => [name, String(total.length), spread(total), spread(stored), spread(http)]));
  for (const one of phases) console.log(`  ${one.name}: ${one.machine}`);
}

function profileOf({ name }: Phase, stretches: Readonly<Record<string, readonly number[]>>): void {
  console.log(`\nwhere the time goes, ${name}; ms, p50 / p95 / p99`);
  printTable(["", "traces", "p50 / p95 / p99"], Object.entries(stretches).map(([what, times]) => [what, String(times.length), spread(times)]));
}

function figures(idle: Phase, busy: Phase): readonly Figure[] {
  const [alone, under] = [percentile(idle.total, 0.99), percentile(busy.total, 0.99)];
  return [
    said("urgent, p99 with nothing else going on", alone, "ms"),
    atMost("urgent, p99 under a campaign", under, "ms", P99_MAX_MS),
    atMost("urgent, p99 under a campaign / alone", under / alone, "×", RATIO_MAX),
  ];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { values } = parseArgs({
    options: {
      recipients: { type: "string", default: "1000000" }, messages: { type: "string", default: "300" }, json: { type: "string" },
      build: { type: "boolean", default: false }, together: { type: "boolean", default: false }, profile: { type: "boolean", default: false },
    },
  });
  await requireBuild(values.build);
  report(await benchUrgent({ recipients: Number(values.recipients), messages: Number(values.messages), together: values.together, profile: values.profile }), values.json);
  process.exit(0);
}
