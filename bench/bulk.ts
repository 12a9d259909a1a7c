import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { db, disconnect, pool } from "@/lib/server/db/client";
import { closeQueues, enqueue } from "@/lib/server/jobs/queues";
import { makeCampaign, makeTemplate } from "@/prisma/factories/campaign";
import { makeProviderAccount } from "@/prisma/factories/carrier";
import { makeBranchTree, type MadeBranch } from "@/prisma/factories/organisation";
import { ownDatabase } from "./database";
import { makeBranchBelow, makeCustomers } from "./parts/customers";
import { atLeast, atMost, report, said, type Figure } from "./parts/figures";
import { startProcess, until, watchMemory, type Running } from "./parts/processes";
import { octetsEach } from "./parts/octets";
import { familySeconds, parentOf, processorSeconds } from "./parts/processor-time";
import { rawSeconds } from "./parts/raw-limit";

// Bulk and straight line: campaigns of three sizes through one worker process and a carrier that answers at once, from start
// to "completed"; then the raw limit of the same machine in the same run. The worker runs through all of them.

const { values } = parseArgs({ options: { sizes: { type: "string", default: "10000,100000,1000000" }, json: { type: "string" } } });
const SIZES = values.sizes.split(",").map(Number);
const RAW_ROWS = 100_000;
// A worker's heap grows to what it works with over the first tens of thousands, whatever the size of a campaign: what is asked
// here is whether it grows with the size.
const WARM_SIZE = 50_000;

type Run = { readonly size: number; readonly id: string; readonly perSecond: number; readonly highestMb: number; readonly medianMb: number; readonly workerMicros: number; readonly databaseMicros: number };

/** The server process of the database at hand. */
async function postmaster(): Promise<number> {
  const { rows } = await pool().query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
  return parentOf(rows[0]?.pid ?? 0);
}

async function send(branch: MadeBranch, size: number, worker: Running, server: number): Promise<Run> {
  const template = await makeTemplate(branch, {
    purpose: "account", text: "尊敬的${name}，您的账户信息已更新，详询网点。", variables: [{ name: "name", kind: "name", label: "姓名", sample: "张三" }],
  });
  const { id, frozen } = await makeCampaign(branch, template, { bindings: { name: { from: "customer", field: "name" } } });
  if (frozen !== size) throw new Error(`the audience is ${frozen}, not ${size}`);
  await pool().query("ANALYZE campaign_audience");
  const memory = watchMemory(worker.pid);
  const [workerBefore, serverBefore] = [processorSeconds(worker.pid), familySeconds(server)];
  const started = performance.now();
  await enqueue.campaign(id);
  await until(async () => {
    const { state } = await db().campaign.findUniqueOrThrow({ where: { id }, select: { state: true } });
    if (state !== "running" && state !== "completed") throw new Error(`the campaign is ${state}`);
    return state === "completed";
  });
  const seconds = (performance.now() - started) / 1000;
  const { highest, median } = memory();
  const micros = (before: number, after: number) => ((after - before) * 1e6) / size;
  await expectAllSent(id, size);
  return {
    size, id, perSecond: size / seconds, highestMb: highest, medianMb: median,
    workerMicros: micros(workerBefore, processorSeconds(worker.pid)), databaseMicros: micros(serverBefore, familySeconds(server)),
  };
}

/** A figure about messages that were not sent would be worth nothing. */
async function expectAllSent(campaignId: string, size: number): Promise<void> {
  const { rows } = await pool().query<{ sent: number; tallied: number }>(
    `SELECT (SELECT count(*) FROM message WHERE campaign_id = $1 AND state = 'sent' AND provider_message_id IS NOT NULL)::int AS sent,
            (SELECT sum(count) FROM campaign_tally WHERE campaign_id = $1 AND state = 'sent')::int AS tallied`, [campaignId],
  );
  if (rows[0]?.sent !== size || rows[0].tallied !== size) throw new Error(`sent ${rows[0]?.sent}, tallied ${rows[0]?.tallied}, not ${size}`);
}

const stop = await ownDatabase();
const server = await postmaster();
const { province } = await makeBranchTree();
const account = await makeProviderAccount();
const branches = new Map<number, MadeBranch>();
for (const size of SIZES) {
  console.log(`preparing ${size} customers …`);
  const branch = await makeBranchBelow(province, `${province.code}-${size}`);
  await makeCustomers(branch, size);
  branches.set(size, branch);
}
await pool().query("CHECKPOINT").catch(() => undefined);
const worker = startProcess("bench/parts/instant-worker.ts");
const runs: Run[] = [];
// Once before, unmeasured: a worker that has just started is no worker that sends all day.
const warm = await makeBranchBelow(province, `${province.code}-warm`);
await makeCustomers(warm, WARM_SIZE);
await send(warm, WARM_SIZE, worker, server);
for (const [size, branch] of branches) runs.push(await send(branch, size, worker, server));
await worker.stop();
const sent = runs.reduce((sum, run) => sum + run.size, WARM_SIZE);
const [messageOctets, attemptOctets] = [await octetsEach("message", sent), await octetsEach("message_attempt", sent)];
const first = runs[0] as Run;
const last = runs.at(-1) as Run;
const raw = await rawSeconds(last.id, account.id, RAW_ROWS);
const rawPerSecond = raw.rows / raw.seconds;
const best = Math.max(...runs.map((run) => run.perSecond));
const figures: Figure[] = [
  ...runs.flatMap((run) => [
    said(`campaign of ${run.size}: recipients a second`, run.perSecond, "/s"),
    said(`campaign of ${run.size}: worker's memory, highest`, run.highestMb, "MB"),
    said(`campaign of ${run.size}: processor time of the worker`, run.workerMicros, "µs a message"),
    said(`campaign of ${run.size}: processor time of PostgreSQL`, run.databaseMicros, "µs a message"),
  ]),
  said("disk: a message with its indexes (room for its later states among it)", messageOctets.all, "octets"),
  said("disk: of these, indexes", messageOctets.indexes, "octets"),
  said("disk: its submission with its indexes", attemptOctets.all, "octets"),
  said("disk: of these, indexes", attemptOctets.indexes, "octets"),
  said("raw limit: COPY of the same rows, same encryption, same calls", rawPerSecond, "/s"),
  atLeast("bulk: recipients a second, end to end", best, "/s", 5_000),
  atLeast("bulk: share of the raw limit", best / rawPerSecond, "", 0.5),
  atLeast(`straight line: speed at ${last.size} against ${first.size}`, last.perSecond / first.perSecond, "×", 0.9),
  atMost(`straight line: memory at ${last.size} against ${first.size}`, last.highestMb / first.highestMb, "×", 1.2),
];
report(figures, values.json);
await closeQueues();
await disconnect();
await stop();
