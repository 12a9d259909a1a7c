import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { storeCallbacks } from "@/lib/server/carriers/callbacks/store";
import { disconnect, pool } from "@/lib/server/db/client";
import { closeQueues, enqueue } from "@/lib/server/jobs/queues";
import { makeCampaign, makeTemplate } from "@/prisma/factories/campaign";
import { makeProviderAccount } from "@/prisma/factories/carrier";
import { makeBranchTree, type MadeBranch } from "@/prisma/factories/organisation";
import { ownDatabase } from "./database";
import { makeBranchBelow, makeCustomers } from "./parts/customers";
import { atLeast, report, said } from "./parts/figures";
import { octetsEach } from "./parts/octets";
import { reportsBody } from "./parts/instant-carrier";
import { startProcess, until } from "./parts/processes";

// Receipts while sending: one campaign has been sent; its reports come as callbacks, stored and encrypted as they arrive and
// read by a worker that is kept for them (as `npm start` does), while another one sends a second campaign. The reports are
// matched by the carrier's number alone, which costs more than matching by our own reference, and each is kept for the trace.

const { values } = parseArgs({ options: { size: { type: "string", default: "150000" }, json: { type: "string" } } });
const SIZE = Number(values.size);
// So many of them while nothing is sent, to see what the sending takes from them.
const ALONE = Math.round(SIZE / 5);
const REPORTS_A_CALLBACK = 100;
const CALLBACKS_A_STATEMENT = 10;
// So many callbacks lie waiting at most: a carrier waits for our answer, too.
const WAITING_MAX = 60;

const count = async (text: string, params: unknown[]) => Number((await pool().query<{ n: string }>(text, params)).rows[0]?.n ?? 0);
const inState = (campaignId: string, state: string) => count("SELECT coalesce(sum(count), 0) AS n FROM campaign_tally WHERE campaign_id = $1 AND state = $2", [campaignId, state]);

async function start(branch: MadeBranch): Promise<string> {
  const { id } = await makeCampaign(branch, await makeTemplate(branch, { purpose: "account" }));
  await enqueue.campaign(id);
  return id;
}

async function tell(accountId: string, ids: readonly string[]): Promise<void> {
  for (let from = 0; from < ids.length; from += REPORTS_A_CALLBACK * CALLBACKS_A_STATEMENT) {
    await until(async () => (await count("SELECT count(*) AS n FROM carrier_callback", [])) < WAITING_MAX, 5);
    const pieces = Array.from({ length: CALLBACKS_A_STATEMENT }, (_, index) => ids.slice(from + index * REPORTS_A_CALLBACK, from + (index + 1) * REPORTS_A_CALLBACK)).filter((piece) => piece.length > 0);
    await storeCallbacks(pieces.map((piece) => ({ accountId, kind: "receipts", request: { path: "/receipts", headers: {}, body: reportsBody(piece, new Date()) } })));
  }
}

const stop = await ownDatabase();
const { province } = await makeBranchTree();
const account = await makeProviderAccount();
const branches: MadeBranch[] = [];
for (const name of ["A", "B"]) {
  const branch = await makeBranchBelow(province, `${province.code}-${name}`);
  await makeCustomers(branch, SIZE);
  branches.push(branch);
}
const reader = startProcess("bench/parts/instant-worker.ts", { WORKER_LANES: "callbacks" });
const sender = startProcess("bench/parts/instant-worker.ts", { WORKER_LANES: "urgent,bulk,campaigns,imports" });
const [first, second] = branches as [MadeBranch, MadeBranch];
const sent = await start(first);
await until(async () => (await inState(sent, "sent")) === SIZE);
const { rows } = await pool().query<{ id: string }>("SELECT provider_message_id AS id FROM message WHERE campaign_id = $1 ORDER BY id", [sent]);
const ids = rows.map((row) => row.id);

/** Seconds until so many reports were applied. */
async function hear(reported: readonly string[], delivered: number): Promise<number> {
  const began = performance.now();
  await tell(account.id, reported);
  await until(async () => (await inState(sent, "delivered")) === delivered);
  return (performance.now() - began) / 1000;
}

const alone = await hear(ids.slice(0, ALONE), ALONE);
const sending = await start(second);
await until(async () => (await inState(sending, "sent")) > 0);
const before = await inState(sending, "sent");
const seconds = await hear(ids.slice(ALONE), SIZE);
const alongside = (await inState(sending, "sent")) - before;
const [receiptOctets, exchangeOctets] = [await octetsEach("receipt", SIZE), await octetsEach("carrier_exchange", SIZE)];
await Promise.all([reader.stop(), sender.stop()]);
const moved = await count("SELECT count(*) AS n FROM message WHERE campaign_id = $1 AND state = 'delivered'", [sent]);
if (moved !== SIZE) throw new Error(`${moved} messages are delivered, not ${SIZE}`);
report([
  said("receipts a second, while nothing is sent", ALONE / alone, "/s"),
  atLeast("receipts a second, applied while sending", (SIZE - ALONE) / seconds, "/s", 5_000),
  said("messages a second, sent meanwhile by the other worker", alongside / seconds, "/s"),
  said("disk: a report with its indexes", receiptOctets.all, "octets"),
  said("disk: what is kept of it for the trace, with its indexes", exchangeOctets.all, "octets"),
], values.json);
await closeQueues();
await disconnect();
await stop();
