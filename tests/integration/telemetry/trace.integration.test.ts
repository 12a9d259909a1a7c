import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { POST as receiptsRoute } from "@/app/api/carriers/[account]/receipts/route";
import { POST as sendMessage } from "@/app/api/v1/messages/route";
import { messageAcceptedShape } from "@/lib/domain/api/message-shapes";
import { takeCallbacks } from "@/lib/server/carriers/callbacks/take";
import { driverNamed, registerDriver } from "@/lib/server/carriers/registry";
import { db } from "@/lib/server/db/client";
import { closeQueues } from "@/lib/server/jobs/queues";
import { reported } from "@/lib/server/jobs/reported";
import { openLog, reportUnexpected, setLogger } from "@/lib/server/logger";
import { drainPipeline } from "@/lib/server/pipeline/drain";
import { withSpan } from "@/lib/server/telemetry/tracing";
import { makeApiKey } from "@/prisma/factories/api-key";
import { makeCampaign, makeTemplate } from "@/prisma/factories/campaign";
import { makeCustomer } from "@/prisma/factories/customer";
import { call } from "../api/call";
import { setClock, setStage, type Stage } from "../pipeline/stage";
import { recordSpans } from "./recorder";

const NAME = "欧阳清泉";
const TEXT = "尊敬的${name}，您的贷款还款${amount}元，请留足余额。";
const CALLERS = { trace: "0af7651916cd43dd8448eb211c80319c", span: "b7ad6b7169203331" };

let recorder: ReturnType<typeof recordSpans>;
let stage: Stage;
let key: string;
let template: string;
let restore: () => void;
const lines: string[] = [];

beforeAll(async () => {
  setClock(12);
  stage = await setStage(3, { noReceiptShare: 1 });
  ({ key } = await makeApiKey(stage.branch));
  ({ key: template } = await makeTemplate(stage.branch, { purpose: "risk", text: TEXT, variables: [{ name: "name", kind: "name", label: "姓名", sample: "王小明" }, { name: "amount", kind: "money", label: "金额", sample: "1" }] }));
  // The simulator keeps silent, and reports by callback as a carrier on the internet would.
  restore = registerDriver({
    ...driverNamed("simulator"), verify: () => true,
    parseReceipts: (_account, request) => (JSON.parse(request.body) as string[]).map((id) => ({ providerMessageId: id, reference: null, state: "delivered", code: "DELIVRD", at: new Date() })),
  });
  recorder = recordSpans();
  setLogger(openLog("debug", { write: (line: string) => void lines.push(line) }));
});
afterAll(async () => {
  restore();
  await recorder.stop();
  await closeQueues();
});

async function sendOne() {
  const customer = await makeCustomer(stage.branch, { name: NAME });
  const answered = await call(sendMessage, {
    key, body: { template, customer: customer.number, variables: { name: NAME, amount: "98765.43" } }, headers: { traceparent: `00-${CALLERS.trace}-${CALLERS.span}-01` },
  });
  return { customer, id: messageAcceptedShape.parse(answered.body).id };
}

async function reportOn(id: string): Promise<void> {
  const { providerMessageId } = await db().message.findFirstOrThrow({ where: { id }, select: { providerMessageId: true } });
  await receiptsRoute(new Request(`http://localhost/api/carriers/${stage.account.key}/receipts`, { method: "POST", body: JSON.stringify([providerMessageId]) }), { params: Promise.resolve({ account: stage.account.key }) });
  await takeCallbacks("receipts");
}

describe("a message asked for by the API", () => {
  it("is one trace from the request, by way of the queue, to the report of its delivery; and no span says who got what", async () => {
    const { customer, id } = await sendOne();
    await drainPipeline();
    await reportOn(id);
    expect(await db().message.findFirst({ where: { id }, select: { state: true } })).toEqual({ state: "delivered" });

    const all = recorder.spans();
    const trace = all.filter((span) => span.spanContext().traceId === CALLERS.trace);
    expect(trace.map((span) => span.name).sort()).toEqual(["claim", "dispatch batch", "receipts applied", "request createMessage", "store", "submit"]);
    const named = (name: string) => trace.find((span) => span.name === name)!;
    const request = named("request createMessage");
    expect(request.parentSpanContext?.spanId).toBe(CALLERS.span);
    expect(named("dispatch batch").parentSpanContext?.spanId).toBe(request.spanContext().spanId);
    for (const part of ["claim", "submit", "store"]) expect(named(part).parentSpanContext?.spanId).toBe(named("dispatch batch").spanContext().spanId);
    expect(named("dispatch batch").attributes).toMatchObject({ outcome: "sent", "batch.id": expect.any(String) as string });

    // The reading of the callback is a trace of its own, about many messages; the two point at each other.
    const applying = all.filter((span) => span.name === "apply receipts").at(-1)!;
    expect(named("receipts applied").links.map((link) => link.context.spanId)).toEqual([applying.spanContext().spanId]);
    expect(all.find((span) => span.spanContext().spanId === applying.parentSpanContext?.spanId)?.name).toBe("take callbacks");
    expect(all.map((span) => span.name)).toContain("request carrier.receipts");

    const said = JSON.stringify(all.map(({ name, attributes, events, status, links }) => ({ name, attributes, events, status, links: links.map((link) => link.attributes) })));
    for (const secret of [NAME, customer.phone, customer.phone.slice(3), customer.phone.slice(-4), customer.number, "98765", "98,765.43", "留足余额"]) expect(said).not.toContain(secret);
  });

  it("of a campaign is traced from its chunk to its batches", async () => {
    recorder.forget();
    const { id } = await makeCampaign(stage.branch, await makeTemplate(stage.branch, { purpose: "account" }));
    await drainPipeline();
    const spans = recorder.spans();
    const stored = spans.filter((span) => span.name === "expand chunk" && span.attributes["campaign.id"] === id);
    const batches = spans.filter((span) => span.name === "dispatch batch" && stored.some((chunk) => chunk.spanContext().spanId === span.parentSpanContext?.spanId));
    expect(batches.length).toBeGreaterThan(0);
    const batch = await db().dispatchBatch.findFirstOrThrow({ where: { campaignId: id }, select: { traceparent: true } });
    expect(batch.traceparent).toContain(batches[0]!.spanContext().traceId);
  });
});

describe("a line of the log", () => {
  it("names the request and the trace it belongs to", async () => {
    await withSpan("request test", { "request.id": "r-12345678" }, () => Promise.resolve(reportUnexpected(new Error(`duplicate key (phone)=(+8615400000000) ${NAME}`), { route: "createMessage", requestId: "r-12345678" })));
    const span = recorder.spans().at(-1)!;
    const line = JSON.parse(lines.at(-1)!) as Record<string, unknown>;
    expect(line).toMatchObject({ requestId: "r-12345678", route: "createMessage", traceId: span.spanContext().traceId, spanId: span.spanContext().spanId });
    expect(lines.at(-1)).not.toContain(NAME);
    expect(lines.at(-1)).not.toContain("15400000000");
  });

  it("about a job that failed names the batch, campaign or import that it was about", async () => {
    for (const [name, called] of [["dispatch", "batchId"], ["expand", "campaignId"], ["start", "campaignId"], ["import", "importId"]] as const) {
      await expect(reported(name, "01a218f5-7993-774b-8df4-7d73ec630259", () => Promise.reject(new TypeError(`no such ${NAME}`)))).rejects.toThrow();
      expect(JSON.parse(lines.at(-1)!)).toMatchObject({ job: name, [called]: "01a218f5-7993-774b-8df4-7d73ec630259", kind: "TypeError" });
      expect(lines.at(-1)).not.toContain(NAME);
    }
  });

  it("about a carrier that fails names account and trace, never the text or the number that was handed over", async () => {
    const broken = registerDriver({ ...driverNamed("simulator"), submit: (_account, batch) => { throw new Error(`cannot send ${batch[0]?.text ?? ""} to ${batch[0]?.to ?? ""}`); } });
    lines.length = 0;
    const { customer } = await sendOne();
    await drainPipeline({ rounds: 3 });
    broken();
    const spoken = lines.map((line) => JSON.parse(line) as Record<string, unknown>).filter((line) => line.accountId === stage.account.id);
    expect(spoken.length).toBeGreaterThan(0);
    expect(spoken[0]).toMatchObject({ traceId: CALLERS.trace, requestId: expect.any(String) as string, kind: "Error" });
    for (const secret of [NAME, customer.phone, customer.phone.slice(3), "98,765.43", "留足余额"]) expect(lines.join("\n")).not.toContain(secret);
  });
});
