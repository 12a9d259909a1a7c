import { beforeAll, describe, expect, it } from "vitest";
import { GET as getDocument, POST as postDocument } from "@/app/api/v1/openapi.json/route";
import { GET as nowhere } from "@/app/api/v1/[...path]/route";
import type { MessageAccepted } from "@/lib/domain/api/message-shapes";
import { createMessage } from "@/lib/domain/api/operations";
import { ok } from "@/lib/domain/shared/result";
import { defineRoute } from "@/lib/server/api/define-route";
import { takeRate } from "@/lib/server/auth/limiter";
import { db } from "@/lib/server/db/client";
import { makeApiKey } from "@/prisma/factories/api-key";
import { makeBranchTree } from "@/prisma/factories/organisation";
import { call, problemOf } from "./call";

const ANSWER: MessageAccepted = {
  id: "019ac0de-7b1a-7c3e-9f00-2b6c8d1e4f5a",
  state: "queued",
  decision: { outcome: "send", trace: [] },
};
const echo = defineRoute(createMessage, async () => ok(ANSWER));
const broken = defineRoute(createMessage, async () => {
  throw new TypeError("13900001111 must not reach anybody");
});

let tree: Awaited<ReturnType<typeof makeBranchTree>>;
let admin: string;
beforeAll(async () => {
  tree = await makeBranchTree();
  admin = (await makeApiKey(tree.head)).key;
});

const GOOD = { template: "loan.due", customer: "C1" };

describe("who calls", () => {
  it("is refused without a key, with an unknown one and with something that is none", async () => {
    for (const [headers, code] of [
      [{}, "api.key_missing"],
      [{ Authorization: "Basic eDp5" }, "api.key_missing"],
      [{ Authorization: "Bearer nonsense" }, "api.key_unknown"],
      [{ Authorization: `Bearer hy_${"A".repeat(43)}` }, "api.key_unknown"],
    ] as const) {
      const answered = await call(echo, { body: GOOD, headers });
      expect(answered.status).toBe(401);
      expect(answered.headers.get("www-authenticate")).toMatch(/^Bearer/);
      expect(problemOf(answered)).toMatchObject({ code, type: `urn:hongyan:problem:${code}`, errors: [] });
    }
  });

  it("is out at the next request once the key is revoked", async () => {
    const { id, key } = await makeApiKey(tree.head);
    expect((await call(echo, { key, body: GOOD })).status).toBe(202);
    await db().apiKey.update({ where: { id }, data: { revokedAt: new Date() }, select: { id: true } });
    const answered = await call(echo, { key, body: GOOD });
    expect(answered.status).toBe(401);
    expect(problemOf(answered).code).toBe("api.key_revoked");
  });

  it("needs a role with the permission, and leaves a trace when it has not", async () => {
    const { id, key } = await makeApiKey(tree.head, "reviewer");
    const answered = await call(echo, { key, body: GOOD });
    expect(answered.status).toBe(403);
    expect(problemOf(answered).detail).toContain("message:send");
    const traces = await db().auditEntry.findMany({
      where: { actorId: id },
      select: { action: true, subjectId: true, actorKind: true },
    });
    expect(traces).toEqual([{ action: "access.denied", subjectId: "message:send", actorKind: "api_key" }]);
  });

  it("is noted at most once a minute", async () => {
    const { id, key } = await makeApiKey(tree.head);
    const usedAt = async () =>
      (await db().apiKey.findUniqueOrThrow({ where: { id }, select: { lastUsedAt: true } })).lastUsedAt;
    await call(echo, { key, body: GOOD });
    const first = await usedAt();
    expect(first).not.toBeNull();
    await call(echo, { key, body: GOOD });
    expect(await usedAt()).toEqual(first);
    const longAgo = new Date(Date.now() - 61_000);
    await db().apiKey.update({ where: { id }, data: { lastUsedAt: longAgo }, select: { id: true } });
    await call(echo, { key, body: GOOD });
    expect((await usedAt())!.getTime()).toBeGreaterThan(longAgo.getTime());
  });

  it("has to wait after too many requests in a minute, and is told how long", async () => {
    const { id, key } = await makeApiKey(tree.head);
    await takeRate("api", id, 6_000);
    await db().$executeRaw`UPDATE rate_limit SET points = 6000 WHERE key = ${`api:${id}`}`;
    const answered = await call(echo, { key, body: GOOD });
    expect(answered.status).toBe(429);
    expect(Number(answered.headers.get("retry-after"))).toBeGreaterThan(0);
    problemOf(answered);
  });
});

describe("what a request says", () => {
  it("is refused in words that name each place, in the language asked for", async () => {
    const body = { template: 7, customer: "C1", colour: "red", variables: { amount: [1] } };
    const answered = await call(echo, { key: admin, body });
    expect(answered.status).toBe(422);
    expect(problemOf(answered)).toMatchObject({
      code: "api.invalid_body",
      detail: "3 things need mending, see errors; nothing was done.",
      errors: [
        { pointer: "#/template", code: "api.wrong_type", detail: "Wrong type: text is expected." },
        { pointer: "#/variables/amount", code: "api.wrong_type", detail: "Wrong type: text or a number is expected." },
        { pointer: "#/colour", code: "api.unknown_field" },
      ],
    });
    const chinese = problemOf(await call(echo, { key: admin, body, headers: { "Accept-Language": "zh-CN" } }));
    expect(chinese.errors[0]!.detail).toBe("类型不对，应为文本。");
  });

  it.each([
    ['{"template": "a",}', 400, "api.invalid_json"],
    ["", 400, "api.body_missing"],
    ["null", 422, "api.invalid_body"],
    [`{"template":"${"x".repeat(70_000)}"}`, 413, "api.body_too_large"],
  ])("is refused as %.20s…", async (body, status, code) => {
    const answered = await call(echo, { key: admin, body });
    expect(answered.status).toBe(status);
    expect(problemOf(answered).code).toBe(code);
  });

  it("says where JSON stops making sense", async () => {
    const { detail } = problemOf(await call(echo, { key: admin, body: '{\n  "template": "a",\n  oops\n}' }));
    expect(detail).toContain("line 3, column 3");
  });

  it("must be UTF-8 JSON, and say so", async () => {
    const form = await call(echo, {
      key: admin,
      body: "template=a",
      headers: { "Content-Type": "application/x-www-form-urlencoded" },
    });
    expect(form.status).toBe(415);
    expect(problemOf(form).detail).toContain("application/json");
    const latin = new Request("http://localhost/api/v1/messages", {
      method: "POST",
      body: new Uint8Array([0x7b, 0xff, 0x7d]),
      headers: { Authorization: `Bearer ${admin}`, "Content-Type": "application/json; charset=utf-8" },
    });
    const response = await echo(latin, { params: Promise.resolve({}) });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: "api.not_utf8" });
  });

  it("lets nothing out of a failure but the id to ask about", async () => {
    const answered = await call(broken, {
      key: admin,
      body: GOOD,
      headers: { "X-Request-Id": "core-20261124-000017" },
    });
    expect(answered.status).toBe(500);
    expect(problemOf(answered)).toMatchObject({ code: "api.unexpected", requestId: "core-20261124-000017" });
    expect(JSON.stringify(answered.body)).not.toContain("139");
  });
});

describe("an address", () => {
  it("that does not exist, or not with this method, says what there is", async () => {
    const wrong = await call(postDocument, { key: admin, body: {} });
    expect(wrong.status).toBe(405);
    expect(wrong.headers.get("allow")).toBe("GET");
    problemOf(wrong);
    const missing = await call(nowhere, { key: admin });
    expect(missing.status).toBe(404);
    expect(problemOf(missing).detail).toContain("/api/v1/openapi.json");
  });
});

describe("GET /openapi.json", () => {
  it("describes the API in the language asked for, without a key", async () => {
    const english = await call(getDocument, {});
    const chinese = await call(getDocument, { headers: { "Accept-Language": "zh-CN" } });
    expect(english.body).toMatchObject({ openapi: "3.1.1", info: { title: "Hongyan API" } });
    expect(chinese.body).toMatchObject({ openapi: "3.1.1", info: { title: "鸿雁接口" } });
    expect(chinese.headers.get("content-language")).toBe("zh-CN");
  });
});
