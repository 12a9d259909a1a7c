import { beforeEach, describe, expect, it } from "vitest";
import type { MessageAccepted } from "@/lib/domain/api/message-shapes";
import { createMessage } from "@/lib/domain/api/operations";
import { fail, ok } from "@/lib/domain/shared/result";
import { defineRoute } from "@/lib/server/api/define-route";
import { refusedAt } from "@/lib/server/api/refusal";
import { db, pool } from "@/lib/server/db/client";
import { makeApiKey } from "@/prisma/factories/api-key";
import { makeBranchTree } from "@/prisma/factories/organisation";
import { call, problemOf } from "./call";

const BODY = { template: "loan.due", customer: "C1", variables: { a: "1", b: "2" } };
const DAY_MS = 24 * 60 * 60 * 1_000;

/** A route that does its work once for each call and says with which id. */
let runs: string[] = [];
let before: () => Promise<void> = async () => undefined;
const route = defineRoute(createMessage, async ({ idFor, body }) => {
  const id = idFor(0) ?? "019ac0de-7b1a-7c3e-9f00-2b6c8d1e4f5a";
  runs.push(id);
  await before();
  if (body.template === "unknown") return fail(refusedAt({ code: "template.not_found" }, ["template"]));
  const accepted: MessageAccepted = { id, state: "queued", decision: { outcome: "send", trace: [] } };
  return ok(accepted);
});

let key: string;
let keyId: string;
beforeEach(async () => {
  runs = [];
  before = async () => undefined;
  ({ key, id: keyId } = await makeApiKey((await makeBranchTree()).head));
});

const send = (idempotencyKey: string, body: unknown = BODY, as = key) =>
  call(route, { key: as, path: "/messages", body, headers: { "Idempotency-Key": idempotencyKey } });
const age = (ms: number) =>
  db().idempotentRequest.updateMany({ where: { apiKeyId: keyId }, data: { createdAt: new Date(Date.now() - ms) } });

describe("a request with an Idempotency-Key", () => {
  it("is done once and answered the same again, also where its members come in another order", async () => {
    const first = await send("order-1");
    expect(first.status).toBe(202);
    expect(first.headers.get("idempotent-replayed")).toBeNull();
    const again = await send("order-1", '{"variables":{"b":"2","a":"1"},  "customer":"C1","template":"loan.due"}');
    expect(again.status).toBe(202);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect(again.headers.get("location")).toBe(first.headers.get("location"));
    expect(runs).toHaveLength(1);
    // The draft's own form of the header is a quoted string.
    expect((await send('"order-1"')).headers.get("idempotent-replayed")).toBe("true");
  });

  it("is refused where the key stands for another request", async () => {
    await send("order-1");
    const other = await send("order-1", { ...BODY, customer: "C2" });
    expect(other.status).toBe(422);
    expect(problemOf(other).code).toBe("api.idempotency_key_reused");
    expect(runs).toHaveLength(1);
  });

  it("is its own for each API key", async () => {
    const neighbour = await makeApiKey((await makeBranchTree()).head);
    await send("order-1");
    expect((await send("order-1", BODY, neighbour.key)).headers.get("idempotent-replayed")).toBeNull();
    expect(new Set(runs).size).toBe(2);
  });

  it("is done once however many come at the same time", async () => {
    before = () => new Promise((resolve) => setTimeout(resolve, 200));
    const answers = await Promise.all(Array.from({ length: 8 }, () => send("order-1")));
    const statuses = answers.map((answered) => answered.status).sort();
    expect(runs).toHaveLength(1);
    expect(statuses.filter((status) => status === 202).length).toBeGreaterThanOrEqual(1);
    for (const answered of answers.filter(({ status }) => status !== 202)) {
      expect(answered.status).toBe(409);
      expect(answered.headers.get("retry-after")).toBe("1");
      expect(problemOf(answered).code).toBe("api.still_in_progress");
    }
  });

  it("may be tried again at once with the same id after a failure of ours", async () => {
    before = async () => {
      throw new Error("the process died");
    };
    expect((await send("order-1")).status).toBe(500);
    before = async () => undefined;
    expect((await send("order-1")).status).toBe(202);
    expect(runs).toHaveLength(2);
    expect(runs[0]).toBe(runs[1]);
    expect((await send("order-1")).headers.get("idempotent-replayed")).toBe("true");
  });

  it("is taken over with the same id once the process that claimed it is gone for a minute", async () => {
    await send("order-1");
    await db().idempotentRequest.updateMany({ where: { apiKeyId: keyId }, data: { status: null } });
    expect((await send("order-1")).status).toBe(409);
    const claim = await db().idempotentRequest.findFirstOrThrow({ where: { apiKeyId: keyId } });
    const resourceId = "019ac0de-7b1a-7c3e-9f00-2b6c8d1e4f5a";
    await db().idempotentRequest.update({
      where: { apiKeyId_key: { apiKeyId: keyId, key: claim.key } },
      data: { body: { resourceId }, createdAt: new Date(Date.now() - 61_000) },
    });
    expect((await send("order-1")).status).toBe(202);
    expect(runs[1]!.slice(0, 13)).toBe(resourceId.slice(0, 13));
  });

  it("lets its key go when it was refused: nothing was done, so the corrected request may use it", async () => {
    const refused = await send("order-1", { ...BODY, template: "unknown" });
    expect(refused.status).toBe(422);
    expect(problemOf(refused).errors).toMatchObject([{ pointer: "#/template", code: "template.not_found" }]);
    expect((await send("order-1")).status).toBe(202);
  });

  it("is new after a day, and rows older than a day go away by themselves", async () => {
    await send("order-1");
    await age(DAY_MS - 60_000);
    expect((await send("order-1")).headers.get("idempotent-replayed")).toBe("true");
    await age(DAY_MS + 60_000);
    expect((await send("order-2")).status).toBe(202);
    expect(await db().idempotentRequest.count({ where: { apiKeyId: keyId } })).toBe(1);
    expect((await send("order-1")).headers.get("idempotent-replayed")).toBeNull();
  });

  it("keeps nothing of what the request said", async () => {
    await send("order-1", { ...BODY, variables: { name: "王小明" } });
    const { rows } = await pool().query<{ text: string }>(
      "SELECT idempotent_request::text AS text FROM idempotent_request WHERE api_key_id = $1",
      [keyId],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]!.text).not.toContain("王小明");
  });

  it.each(["", "é", "x".repeat(256), "two words"])("is refused where the key is %j", async (bad) => {
    const answered = await call(route, { key, body: BODY, headers: { "Idempotency-Key": bad } });
    expect(answered.status).toBe(400);
    expect(problemOf(answered).errors).toMatchObject([
      { header: "Idempotency-Key", code: "api.idempotency_key_malformed" },
    ]);
    expect(runs).toHaveLength(0);
  });
});
