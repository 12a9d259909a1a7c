import { readFileSync } from "node:fs";
import type { APIRequestContext, APIResponse } from "@playwright/test";
import { expect, signIn, test } from "../fixtures";

// A bank system's day against the server as it is built and run: routes behave differently there than when a test calls
// their handlers. A risk warning is sent, because it may leave at any hour.
test.describe.configure({ mode: "serial" });

const mark = Date.now().toString(36).toUpperCase();
const number = (index: number) => `API${mark}${index}`;
const phone = (index: number) => `194${String(Date.now() % 1_000_000).padStart(6, "0")}${String(index).padStart(2, "0")}`;
let key = "";
let officerKey = "";

const headers = (extra: Record<string, string> = {}) => ({ Authorization: `Bearer ${key}`, "Accept-Language": "en", ...extra });
const post = (request: APIRequestContext, path: string, data: unknown = undefined, extra: Record<string, string> = {}) =>
  request.post(`/api/v1${path}`, { headers: headers(extra), ...(data === undefined ? {} : { data }) });
const read = async <T>(answer: APIResponse, status: number): Promise<T> => {
  expect(answer.status(), await answer.text()).toBe(status);
  return (await answer.json()) as T;
};
const get = async <T>(request: APIRequestContext, path: string) => read<T>(await request.get(`/api/v1${path}`, { headers: headers() }), 200);

test("an administrator makes a key in the settings and sees it once", async ({ page }) => {
  await signIn(page, "admin");
  await page.goto("/settings/api-keys");
  await page.getByRole("button", { name: "新增密钥" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("名称").fill(`核心系统 ${mark}`);
  await dialog.getByRole("button", { name: /角色/ }).click();
  await page.getByRole("option", { name: "柜员" }).click();
  await dialog.getByRole("combobox", { name: /网点/ }).fill("总行");
  await page.getByRole("option", { name: /总行/ }).first().click();
  await dialog.getByRole("button", { name: "新增密钥" }).click();
  officerKey = await dialog.locator("code").innerText();
  expect(officerKey.length).toBeGreaterThan(30);
  await dialog.getByRole("button", { name: "已复制，关闭" }).click();
  await expect(page.getByRole("main")).not.toContainText(officerKey);
});

test("a bank system imports customers, and is told of each row that cannot be taken", async ({ request }) => {
  key = officerKey;
  const file = `客户号,姓名,手机号码,开户网点\n${number(1)},钱一一,${phone(1)},HN-01\n${number(2)},钱二二,${phone(2)},HN-01\n${number(3)},钱三三,12345,HN-01\n`;
  const sent = await request.post("/api/v1/customers/import?mapping=auto", { headers: headers({ "Content-Type": "text/csv" }), data: Buffer.from(file) });
  const { id } = await read<{ id: string }>(sent, 202);
  await expect.poll(async () => (await get<{ state: string }>(request, `/imports/${id}`)).state, { timeout: 30_000 }).toBe("done");
  expect(await get(request, `/imports/${id}`)).toMatchObject({ rows: 3, taken: 2, refused: 1, byReason: { phone: 1 } });
  const view = await get<{ name: string; phone: string }>(request, `/customers/${number(1)}`);
  expect(view.name).toBe("钱**");
  expect(view.phone).toContain("****");
});

test("it sends a message once, however often it asks, and follows it to its receipt", async ({ request }) => {
  const body = { template: "risk.fraud-wave", customer: number(1), variables: { who: "社保局" } };
  const once = { "Idempotency-Key": `e2e-${mark}` };
  const first = await read<{ id: string; state: string; decision: { outcome: string } }>(await post(request, "/messages", body, once), 202);
  expect(first.decision.outcome).toBe("send");
  const again = await post(request, "/messages", body, once);
  expect(again.headers()["idempotent-replayed"]).toBe("true");
  expect((await read<{ id: string }>(again, 202)).id).toBe(first.id);
  await expect.poll(async () => (await get<{ attempts: unknown[] }>(request, `/messages/${first.id}`)).attempts.length, { timeout: 30_000 }).toBe(1);
  expect(["sent", "delivered", "failed"]).toContain((await get<{ state: string }>(request, `/messages/${first.id}`)).state);
});

test("a batch takes the good and names the bad", async ({ request }) => {
  const good = { template: "risk.fraud-wave", customer: number(2), variables: { who: "医保局" } };
  const answer = await read<Record<string, unknown>>(await post(request, "/messages/batch", { messages: [good, { ...good, customer: "NOBODY" }, { ...good, variables: {} }] }), 202);
  const text = JSON.stringify(answer);
  expect(text).toContain('"id"');
  expect(text).toContain("customer");
  expect(text).toContain("who");
});

test("it makes a campaign, submits, starts and watches it, with the sum right all the way", async ({ request }) => {
  const campaign = { name: `接口任务 ${mark}`, template: "risk.fraud-wave", audience: { customers: [number(1), number(2)] }, variables: { who: "银保监局" } };
  const { id } = await read<{ id: string }>(await post(request, "/campaigns", campaign), 201);
  expect((await post(request, `/campaigns/${id}/submit`)).ok()).toBe(true);
  expect((await post(request, `/campaigns/${id}/start`)).ok()).toBe(true);
  type View = { state: string; audience: number; counts: Record<string, number> };
  const look = async () => {
    const view = await get<View>(request, `/campaigns/${id}`);
    expect(Object.values(view.counts).reduce((sum, count) => sum + count, 0)).toBe(view.audience);
    return view;
  };
  await expect.poll(async () => (await look()).state, { timeout: 60_000 }).toBe("completed");
  expect((await look()).audience).toBe(2);
  expect((await post(request, `/campaigns/${id}/pause`)).status()).toBe(409);
});

test("the examples of docs/api.md work as they stand, and so do those of the contract", async ({ request }) => {
  const examples = [...readFileSync("docs/api.md", "utf8").matchAll(/\$BANK(\/[a-z/]+) [^']*?-d '(\{[^']+\})'/g)].map(([, path = "", body = ""]) => [path, JSON.parse(body) as unknown] as const);
  const making = ["/messages", "/messages/batch", "/campaigns"];
  const asking = ["/text/reply", "/decisions", "/text/segments", "/text/check"];
  expect(examples.map(([path]) => path).sort()).toEqual([...making, ...asking].sort());
  type Contract = { paths: Record<string, { post?: { requestBody?: { content: Record<string, { schema: { $ref?: string } }> } } }>; components: { schemas: Record<string, { examples?: unknown[] }> } };
  const contract = await get<Contract>(request, "/openapi.json");
  for (const path of [...making, ...asking]) {
    const ref = contract.paths[path]?.post?.requestBody?.content["application/json"]?.schema.$ref ?? "";
    examples.push([path, contract.components.schemas[ref.split("/").at(-1) ?? ""]?.examples?.[0]]);
  }
  for (const [path, body] of examples) {
    const answer = await (await post(request, path, body)).text();
    // What only asks makes nothing, so it has no id to tell.
    expect(answer, path).toMatch(making.includes(path) ? /"id":"[0-9a-f-]{36}"/ : /"(?:reasons|parts|findings|because)":\[/);
    expect(answer, path).not.toContain("problem");
  }
});

test("it asks what the policy would say, under the law of that day, and how a text is split", async ({ request }) => {
  const agreed = { purpose: "promotion", channel: "sms", state: "given", at: "2026-01-05T10:00:00+08:00" };
  type Made = { decision: string; until?: string; reasons: { rule: string; instrument: string; article?: string }[] };
  const ask = async (at: string) => read<Made>(await post(request, "/decisions", { at, purpose: "promotion", channel: "sms", customer: { timeZone: "Asia/Shanghai", consents: [agreed] } }), 200);
  const cited = (made: Made) => made.reasons.find((one) => one.rule === "consent")?.instrument;
  expect(cited(await ask("2026-04-30T12:00:00+08:00"))).toContain("31");
  expect(cited(await ask("2026-05-02T12:00:00+08:00"))).toContain("74");
  expect(await ask("2026-05-02T22:30:00+08:00")).toMatchObject({ decision: "wait", until: "2026-05-03T00:00:00.000Z" });
  const own = await read<Made>(await post(request, "/decisions", { at: "2026-05-02T12:00:00+08:00", purpose: "promotion", channel: "sms", customer: { number: number(1) } }), 200);
  expect(own.decision).toBe("withhold");
  expect(await read(await post(request, "/text/segments", { text: "贷".repeat(65), signature: "鸿雁银行" }), 200)).toMatchObject({ encoding: "UCS-2", segments: 2, billing: { segments: 2 } });
  expect(JSON.stringify(await read(await post(request, "/text/check", { purpose: "promotion", text: "保本理财" }), 200))).toContain("guarantee");
});

test("what is wrong is named, and a stranger is told nothing", async ({ request }) => {
  const wrong = await read<{ errors: { pointer: string }[] }>(await post(request, "/messages", { template: "risk.fraud-wave", customer: number(1), variables: {} }), 422);
  expect(wrong.errors.map((one) => one.pointer)).toEqual(["#/variables/who"]);
  expect((await request.post("/api/v1/messages", { data: {} })).status()).toBe(401);
  expect((await request.delete("/api/v1/messages", { headers: headers() })).status()).toBe(405);
  expect(((await (await request.get("/api/v1/openapi.json")).json()) as { openapi: string }).openapi).toMatch(/^3\.1/);
});
