import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { GET as scrape } from "@/app/api/metrics/route";
import { POST as sendMessage } from "@/app/api/v1/messages/route";
import { disconnect, pool } from "@/lib/server/db/client";
import { beat } from "@/lib/server/jobs/heartbeat";
import { closeQueues } from "@/lib/server/jobs/queues";
import { drainPipeline } from "@/lib/server/pipeline/drain";
import { noteTurn } from "@/lib/server/telemetry/life";
import { readFigures } from "@/lib/server/telemetry/readings";
import { isTracing } from "@/lib/server/telemetry/tracing";
import { openWorkerPort } from "@/lib/server/telemetry/worker-port";
import { makeApiKey } from "@/prisma/factories/api-key";
import { makeTemplate } from "@/prisma/factories/campaign";
import { call } from "../api/call";
import { expandAll, setClock, setStage, startCampaign, type Stage } from "../pipeline/stage";

const TOKEN = "a-token-that-only-prometheus-has";
let stage: Stage;

beforeAll(async () => {
  process.env.METRICS_TOKEN = TOKEN;
  setClock(12);
  stage = await setStage(4);
  await beat();
});
afterAll(closeQueues);

const ask = (authorization?: string) => scrape(new Request("http://localhost/api/metrics", authorization === undefined ? {} : { headers: { authorization } }));
async function told(): Promise<string> {
  // What was read is good for some seconds: a test wants it fresh.
  delete (globalThis as { hongyanReadings?: unknown }).hongyanReadings;
  const response = await ask(`Bearer ${TOKEN}`);
  expect([response.status, response.headers.get("content-type")]).toEqual([200, "text/plain; version=0.0.4; charset=utf-8"]);
  return response.text();
}

describe("the page of metrics", () => {
  it("answers only who shows the token", async () => {
    expect((await ask()).status).toBe(401);
    expect((await ask("Bearer wrong")).status).toBe(401);
    expect((await ask(TOKEN)).status).toBe(401);
    expect(await (await ask(`Bearer ${TOKEN}x`)).text()).toBe("");
  });

  it("says what waits, and then what became of it, without a name, a number or a text", async () => {
    const { id } = await startCampaign(stage.branch, "account");
    await expandAll(id);
    const waiting = await told();
    expect(waiting).toContain('hongyan_queue_due_messages{lane="bulk"} 4');
    expect(waiting).toContain('hongyan_queue_due_batches{lane="urgent"} 0');
    expect(waiting).toMatch(/hongyan_queue_oldest_due_seconds\{lane="bulk"\} \d/);
    expect(waiting).toContain('hongyan_campaigns{state="running"} 1');
    await drainPipeline();
    const done = await told();
    expect(done).toContain('hongyan_messages_today{state="delivered",purpose="account"} 4');
    expect(done).toContain(`hongyan_account_state{account="${stage.account.key}",state="in_use"} 1`);
    expect(done).toContain("hongyan_receipts_unapplied 0");
    expect(done).toContain("hongyan_database_up 1");
    expect(done).toMatch(/hongyan_worker_heartbeat_age_seconds \d/);
    expect(done).toMatch(/hongyan_lane_heartbeat_age_seconds\{lane="urgent"\} \d/);
    for (const step of ["expand chunk", "dispatch batch", "claim", "submit", "store", "apply receipts"]) expect(done).toMatch(new RegExp(`hongyan_pipeline_step_seconds_count\\{step="${step}"\\} [1-9]`));
    expect(done).toMatch(/hongyan_pool_connections\{state="idle"\} [1-9]/);
    for (const { name, phone, number } of stage.people) for (const secret of [name, phone, phone.slice(-8), number]) expect(done).not.toContain(secret);
  });

  it("counts what an account's carrier answered in the last full minutes", async () => {
    setClock(12, 2);
    const { attempts, answers } = await readFigures();
    setClock(12);
    expect(attempts.filter((one) => one.account === stage.account.key && one.value > 0)).toEqual(expect.arrayContaining([{ account: stage.account.key, outcome: "accepted", value: 4 }, { account: stage.account.key, outcome: "delivered", value: 4 }]));
    expect(answers.find((one) => one.account === stage.account.key)?.value).toBeGreaterThan(0);
  });

  it("times requests of the API by route and status, and records no span where tracing is off", async () => {
    const { key } = await makeApiKey(stage.branch);
    const { key: template } = await makeTemplate(stage.branch, { purpose: "risk" });
    await call(sendMessage, { key, body: { template, customer: "nobody-with-this-number", variables: {} } });
    await call(sendMessage, { body: {} });
    const text = await told();
    const counted = text.split("\n").filter((line) => line.startsWith("hongyan_api_request_seconds_count{") && line.includes('route="createMessage"') && line.includes('method="POST"'));
    expect(counted.map((line) => /status="(\d+)".* (\d+)$/.exec(line)?.slice(1).join(" ")).sort()).toEqual(["401 1", "422 1"]);
    expect(text).not.toContain("nobody-with-this-number");
    expect(isTracing()).toBe(false);
  });

  it("costs sending no statement more where tracing is off", async () => {
    const { id } = await startCampaign(stage.branch, "account");
    await expandAll(id);
    const asked = vi.spyOn(pool(), "query");
    await drainPipeline();
    const texts = asked.mock.calls.map(([text]) => String(text));
    asked.mockRestore();
    expect(texts.some((text) => text.includes("FROM dispatch_batch b"))).toBe(true);
    expect(texts.filter((text) => text.includes("traceparent"))).toEqual([]);
  });

  it("still answers without the database, and says that it is away instead of saying nought", async () => {
    const url = process.env.DATABASE_URL;
    await disconnect();
    const { environment } = await import("@/lib/server/env");
    Object.assign(environment(), { DATABASE_URL: "postgresql://nobody@127.0.0.1:1/none" });
    const text = await told();
    Object.assign(environment(), { DATABASE_URL: url });
    await disconnect();
    expect(text).toContain("hongyan_database_up 0");
    expect(text).not.toMatch(/^hongyan_receipts_unapplied |^hongyan_queue_due_messages\{/m);
    expect(text).toContain("process_cpu_seconds_total");
  });
});

describe("a worker's port", () => {
  it("says that the worker lives while its loops go round, to anybody, and gives figures with the token only", async () => {
    const open = await openWorkerPort(0);
    const get = async (path: string, headers: Record<string, string> = {}) => (await fetch(`http://127.0.0.1:${open.port}${path}`, { headers })).status;
    noteTurn(performance.now() - 61_000);
    expect(await get("/live")).toBe(503);
    noteTurn();
    expect([await get("/live"), await get("/metrics"), await get("/metrics", { authorization: `Bearer ${TOKEN}` }), await get("/else")]).toEqual([200, 401, 200, 404]);
    await open.close();
  });
});
