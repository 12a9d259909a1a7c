import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { POST as move } from "@/app/api/v1/campaigns/[id]/[verb]/route";
import { GET as getCampaign } from "@/app/api/v1/campaigns/[id]/route";
import { POST as createCampaign } from "@/app/api/v1/campaigns/route";
import { campaignCreatedShape, campaignShape, type CampaignVerb } from "@/lib/domain/api/campaign-shapes";
import { db } from "@/lib/server/db/client";
import { closeQueues } from "@/lib/server/jobs/queues";
import { drainPipeline } from "@/lib/server/pipeline/drain";
import { makeApiKey } from "@/prisma/factories/api-key";
import { makeTemplate } from "@/prisma/factories/campaign";
import { makeProviderAccount } from "@/prisma/factories/carrier";
import { makeConsent, makeCustomer } from "@/prisma/factories/customer";
import { makeBranchTree } from "@/prisma/factories/organisation";
import { call, problemOf } from "./call";

let tree: Awaited<ReturnType<typeof makeBranchTree>>;
let admin: string;
let notice: string;
let offer: string;
let numbers: string[];

beforeAll(async () => {
  tree = await makeBranchTree();
  admin = (await makeApiKey(tree.head)).key;
  await makeProviderAccount({
    receiptDelayMs: 0,
    failureShare: 0,
    noReceiptShare: 0,
    duplicateShare: 0,
    reorderShare: 0,
    replyShare: 0,
  });
  const variables = [{ name: "name", kind: "name" as const, label: "姓名", sample: "王小明" }];
  ({ key: notice } = await makeTemplate(tree.head, { purpose: "risk", text: "尊敬的${name}，谨防诈骗。", variables }));
  ({ key: offer } = await makeTemplate(tree.head, { purpose: "promotion" }));
  const customers = await Promise.all(
    Array.from({ length: 9 }, () => makeCustomer(tree.branch, { tags: ["果农"], agreed: ["promotion"] })),
  );
  await makeConsent(customers[0]!.id, "risk", "withdrawn");
  numbers = customers.map((customer) => customer.number);
});
afterAll(closeQueues);

const create = (body: unknown, key = admin, headers = {}) =>
  call(createCampaign, { key, path: "/campaigns", body, headers });
const go = (id: string, verb: CampaignVerb | "fly", key = admin) =>
  call(move, { key, method: "POST", params: { id, verb } });
const read = async (id: string) => campaignShape.parse((await call(getCampaign, { key: admin, params: { id } })).body);
const made = async (body: unknown) => {
  const answered = await create(body);
  expect(answered.body).toEqual({ id: expect.any(String) as string });
  return campaignCreatedShape.parse(answered.body).id;
};
const wish = (more: object = {}) => ({ name: "防诈提醒", template: notice, audience: { tags: ["果农"] }, ...more });

describe("a campaign made by a bank system", () => {
  it("goes from draft to done, and its counts sum up to the audience all the way", async () => {
    const answered = await create(wish());
    expect(answered.status).toBe(201);
    const { id } = campaignCreatedShape.parse(answered.body);
    expect(answered.headers.get("location")).toBe(`/api/v1/campaigns/${id}`);
    expect(await read(id)).toMatchObject({ state: "draft", audience: 0, cost: 0 });

    const submitted = await go(id, "submit");
    expect(submitted).toMatchObject({ status: 200, body: { id, state: "approved" } });
    expect(await read(id)).toMatchObject({ state: "approved", audience: 9, counts: { waiting: 9 } });
    expect(await go(id, "start")).toMatchObject({ status: 200, body: { id, state: "running" } });
    expect(await go(id, "pause")).toMatchObject({ status: 200, body: { state: "paused" } });
    expect(await read(id)).toMatchObject({ state: "paused", pauseReason: { code: "person" } });
    expect(await go(id, "resume")).toMatchObject({ status: 200, body: { state: "running" } });

    await drainPipeline();
    const done = await read(id);
    expect(done.state).toBe("completed");
    expect(Object.values(done.counts).reduce((sum, count) => sum + count)).toBe(9);
    expect(done.counts.delivered + done.counts.withheld).toBe(9);
    expect(Object.values(done.withheldByReason).reduce((sum, count) => sum + count, 0)).toBe(done.counts.withheld);
    // 0.045 yuan a billing segment, as the factory's price says.
    expect(done.cost).toBeCloseTo(done.billingSegments * 0.045, 6);
  });

  it("waits for a person where the rules want one, and cannot be started before", async () => {
    const id = await made(wish({ template: offer }));
    expect(await go(id, "submit")).toMatchObject({ status: 200, body: { state: "in_review" } });
    const early = await go(id, "start");
    expect(early.status).toBe(409);
    problemOf(early);
    expect(await go(id, "cancel")).toMatchObject({ status: 200, body: { state: "cancelled" } });
    expect((await go(id, "resume")).status).toBe(409);
  });

  it("is kept for its hour where it has one", async () => {
    const id = await made(wish({ startAt: new Date(Date.now() + 3_600_000).toISOString() }));
    await go(id, "submit");
    expect(await go(id, "start")).toMatchObject({ status: 200, body: { state: "scheduled" } });
  });

  it("is not submitted while something stands in its way, and says what", async () => {
    const id = await made(wish({ audience: { tags: ["nobody has this"] } }));
    const answered = await go(id, "submit");
    expect(answered.status).toBe(422);
    expect(problemOf(answered)).toMatchObject({
      code: "api.campaign_not_ready",
      errors: expect.arrayContaining([expect.objectContaining({ code: "readiness.audience_empty" })]) as unknown,
    });
  });

  it("says of what family it is and whether a score chose its audience; without an assessment it is not submitted", async () => {
    const id = await made(wish({ family: "防诈", usesScore: true }));
    expect(await read(id)).toMatchObject({ family: "防诈", usesScore: true, assessment: null });
    const answered = await go(id, "submit");
    expect(answered.status).toBe(422);
    expect(problemOf(answered)).toMatchObject({
      errors: expect.arrayContaining([expect.objectContaining({ code: "readiness.assessment_missing" })]) as unknown,
    });
    const assessed = await made(wish({ usesScore: true, assessment: "PIA-2026-011" }));
    expect(await read(assessed)).toMatchObject({ family: null, assessment: "PIA-2026-011" });
    expect((await go(assessed, "submit")).status).toBe(200);
  });

  it("sends nothing that Hongyan sends itself: codes, page links and answers belong to one customer", async () => {
    const { key } = await makeTemplate(tree.head, { purpose: "account", use: "page_code" });
    const answered = await create(wish({ template: key }));
    expect(answered.status).toBe(422);
    expect(problemOf(answered).errors).toMatchObject([{ code: "template.use_reserved", pointer: "#/template" }]);
  });

  it("is made once for one Idempotency-Key", async () => {
    const headers = { "Idempotency-Key": "campaign-1" };
    const [first, again] = [
      await create(wish({ name: "once" }), admin, headers),
      await create(wish({ name: "once" }), admin, headers),
    ];
    expect(again.body).toEqual(first.body);
    expect(await db().campaign.count({ where: { name: "once" } })).toBe(1);
  });
});

describe("a campaign that is asked for wrongly", () => {
  it("names everything that leads nowhere at once", async () => {
    const answered = await create(
      wish({
        audience: { branches: [tree.branch.code, "XX-99"], customers: ["NOBODY"] },
        variables: { nmae: "x", name: "【】" },
        startAt: "2026-01-01T00:00:00Z",
      }),
    );
    expect(answered.status).toBe(422);
    expect(
      problemOf(answered)
        .errors.map(({ pointer, code }) => `${pointer} ${code}`)
        .sort(),
    ).toEqual([
      "#/audience/branches/1 api.unknown_branch",
      "#/audience/customers api.unknown_customers",
      "#/startAt campaign.start_in_past",
      "#/variables/name variable.forbidden_character",
      "#/variables/nmae api.unknown_variable",
    ]);
    expect(problemOf(await create(wish({ template: "no.such" }))).errors).toMatchObject([
      { pointer: "#/template", code: "template.not_found" },
    ]);
  });

  it("keeps the customers that do exist, and names the others", async () => {
    const answered = await create(wish({ audience: { customers: [...numbers, "NOBODY"] } }));
    expect(answered.status).toBe(201);
    const { id, unknownCustomers } = campaignCreatedShape.parse(answered.body);
    expect(unknownCustomers).toEqual(["NOBODY"]);
    await go(id, "submit");
    expect((await read(id)).audience).toBe(numbers.length);
  });

  it("is out of sight for a key of another branch, whatever is asked of it", async () => {
    const { key } = await makeApiKey(tree.neighbour, "officer");
    const id = await made(wish());
    expect((await call(getCampaign, { key, params: { id } })).status).toBe(404);
    for (const verb of ["submit", "start", "pause", "resume", "cancel"] as const)
      expect((await go(id, verb, key)).status).toBe(404);
    expect((await read(id)).state).toBe("draft");
  });

  it("can be stopped by a manager, who can do nothing else with it", async () => {
    const { key } = await makeApiKey(tree.head, "manager");
    const id = await made(wish());
    for (const verb of ["submit", "start", "resume"] as const) expect((await go(id, verb, key)).status).toBe(403);
    expect((await go(id, "cancel", key)).status).toBe(200);
    expect((await read(id)).state).toBe("cancelled");
  });

  it("has no other verbs, and none for a role that may not write campaigns", async () => {
    const id = await made(wish());
    expect(problemOf(await go(id, "fly")).errors).toMatchObject([{ parameter: "verb", code: "api.not_one_of" }]);
    const { key } = await makeApiKey(tree.head, "reviewer");
    expect((await go(id, "submit", key)).status).toBe(403);
  });
});
