import { describe, expect, it } from "vitest";
import { GET as health } from "@/app/api/health/route";
import { GET as ready } from "@/app/api/ready/route";
import { beat } from "@/lib/server/jobs/heartbeat";
import { db } from "@/lib/server/db/client";

async function ask(route: () => Promise<Response>) {
  const response = await route();
  return { status: response.status, body: (await response.json()) as unknown };
}

describe("GET /api/health", () => {
  it("fails without a worker, and again once the worker is silent; /api/ready does not ask for one", async () => {
    const silent = {
      status: 503,
      body: { status: "failing", checks: { web: "ok", database: "ok", worker: "failing" } },
    };
    expect(await ask(health)).toEqual(silent);
    await beat();
    expect(await ask(health)).toEqual({
      status: 200,
      body: { status: "ok", checks: { web: "ok", database: "ok", worker: "ok" } },
    });
    const longAgo = new Date(Date.now() - 31_000).toISOString();
    await db().setting.updateMany({ where: { key: "worker.heartbeat" }, data: { value: { at: longAgo } } });
    expect(await ask(health)).toEqual(silent);
    expect(await ask(ready)).toEqual({ status: 200, body: { status: "ok", checks: { web: "ok", database: "ok" } } });
  });
});
