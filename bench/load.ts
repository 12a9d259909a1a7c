import { parseArgs } from "node:util";
import { disconnect, pool } from "@/lib/server/db/client";
import { closeQueues } from "@/lib/server/jobs/queues";
import { ownDatabase } from "./database";
import { playDay, type Played } from "./load/day";
import { machine, printTable, spread } from "./load/measure";
import { LANES_OF_START, requireBuild, startInstallation } from "./load/processes";
import { exactly, percentile, said, writeFigures, type Figure } from "./parts/figures";
import { nothingLost, nothingTwice, traceWhole, type Checked } from "./load/promises";
import { setDay } from "./load/stage";

// `npm run bench:load`: a bank's day in some minutes, over a database of its own and the processes that `npm start` runs:
// salaries, a promotion, loan reminders, a fraud wave, replies, receipts, an import and people at the console, all at once.
// Prints what each of them saw and whether the promises held; ends with 1 where one did not.

const { values } = parseArgs({
  options: {
    customers: { type: "string", default: "50000" }, minutes: { type: "string", default: "3" }, speed: { type: "string", default: "2000" }, alerts: { type: "string", default: "300" },
    json: { type: "string" }, kill: { type: "boolean", default: false }, build: { type: "boolean", default: false }, together: { type: "boolean", default: false },
  },
});
const customers = Number(values.customers);

async function reportCampaigns(): Promise<void> {
  const { rows } = await pool().query<{ name: string; state: string; audience: number; seconds: number | null; states: string }>(
    `SELECT c.name, c.state::text AS state, c.frozen_count AS audience, extract(epoch FROM c.finished_at - c.started_at)::float8 AS seconds,
            (SELECT string_agg(state || ' ' || n, ', ' ORDER BY n DESC) FROM (SELECT state, sum(count) AS n FROM campaign_tally WHERE campaign_id = c.id GROUP BY 1 HAVING sum(count) <> 0) t) AS states
     FROM campaign c ORDER BY c.started_at`,
  );
  console.log("\ncampaigns");
  printTable(["", "state", "audience", "seconds", "a second", "came to"], rows.map(({ name, state, audience, seconds, states }) => [name, state, String(audience), seconds?.toFixed(1) ?? "", seconds ? (audience / seconds).toFixed(0) : "", states]));
}

/** How long messages of the API took to be submitted, by who asked. */
async function submissions({ taken }: Played): Promise<ReadonlyMap<string, readonly number[]>> {
  const { rows } = await pool().query<{ id: string; submitted_at: Date }>("SELECT id, submitted_at FROM message WHERE api_key_id IS NOT NULL AND submitted_at IS NOT NULL");
  const times = new Map<string, number[]>();
  for (const row of rows) {
    const request = taken.get(row.id);
    if (!request || request.actor === "warm-up") continue;
    const all = times.get(request.actor) ?? [];
    times.set(request.actor, all);
    all.push(row.submitted_at.getTime() - request.fromMs);
  }
  return times;
}

function figuresOf(played: Played, submitted: ReadonlyMap<string, readonly number[]>, checked: readonly Checked[]): readonly Figure[] {
  const { seen } = played;
  const pages = seen.actors().filter((one) => one.startsWith("page ")).flatMap((one) => [...seen.of(one)]);
  const errors = seen.actors().reduce((sum, one) => sum + seen.faultsOf(one), 0);
  return [
    exactly("a bank's day: promises broken", checked.reduce((sum, one) => sum + one.broken.length, 0), "", 0),
    exactly("a bank's day: requests that went wrong", errors, "", 0),
    said("a bank's day: fraud alert, event to submitted, p99", percentile(submitted.get("alert") ?? [], 0.99), "ms"),
    said("a bank's day: page of the console, p95", percentile(pages, 0.95), "ms"),
  ];
}

await requireBuild(values.build);
const remove = await ownDatabase();
let stop: () => Promise<void> = () => Promise.resolve();
let isKept = false;
try {
  console.log(`preparing ${customers} customers …`);
  const day = await setDay(customers, Number(values.speed));
  const installation = await startInstallation({ lanes: values.together ? [""] : LANES_OF_START });
  stop = installation.stop;
  console.log(`the day begins: ${values.minutes} minutes; ${machine()}`);
  const played = await playDay(day, installation, { minutes: Number(values.minutes), alerts: Number(values.alerts), importRows: Math.round(customers / 10), kill: values.kill });
  const submitted = await submissions(played);
  console.log(`\nthe day took ${played.seconds.toFixed(0)} s, all was at rest after ${played.settledSeconds.toFixed(0)} s`);
  console.log(`  ${machine()}`);
  for (const note of played.notes) console.log(`  ${note}`);
  console.log("\nwhat each saw");
  played.seen.print(played.seconds);
  console.log("\nfrom the request to the submission; ms, p50 / p95 / p99");
  printTable(["", "submitted", "p50 / p95 / p99"], [...submitted].sort().map(([actor, times]) => [actor, String(times.length), spread(times)]));
  await reportCampaigns();
  const unanswered = played.seen.actors().reduce((sum, one) => sum + played.seen.faultsOf(one), 0);
  const checked = [played.watch.sums(), await nothingTwice(), await played.watch.refusalsRespected(played.refused), await nothingLost(played.taken, unanswered), await traceWhole()];
  console.log("\npromises");
  printTable(["", "looked at", ""], checked.map(({ promise, of, broken }) => [promise, of, broken.length === 0 ? "held" : `BROKEN ${broken.length} times`]));
  for (const { promise, broken } of checked) for (const one of broken.slice(0, 5)) console.log(`  ${promise}: ${one}`);
  const complaints = installation.complaints();
  if (complaints.size > 0) console.log("\nin the logs of web and worker");
  for (const [what, times] of complaints) console.log(`  ${times} × ${what}`);
  writeFigures(values.json, figuresOf(played, submitted, checked));
  isKept = checked.every((one) => one.broken.length === 0);
} finally {
  await stop();
  await closeQueues();
  await disconnect();
  await remove();
}
process.exit(isKept ? 0 : 1);
