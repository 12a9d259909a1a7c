import { expect, it } from "vitest";
import { GET as health } from "@/app/api/health/route";
import { GET as ready } from "@/app/api/ready/route";
import { WORKER_LANES } from "@/lib/server/jobs/lanes";

// Read at first use, so this file's process never finds its database.
process.env.DATABASE_URL = "postgresql://nobody:secret@127.0.0.1:1/nowhere";

it("an installation without its database says so at /api/health and /api/ready, and nothing about where it would be", async () => {
  const [whole, web] = await Promise.all([health(), ready()]);
  expect([whole.status, web.status]).toEqual([503, 503]);
  expect(await whole.json()).toEqual({
    status: "failing",
    checks: { web: "ok", database: "failing", worker: "failing" },
    lanes: Object.fromEntries(WORKER_LANES.map((lane) => [lane, "failing"])),
  });
  expect(await web.json()).toEqual({ status: "failing", checks: { web: "ok", database: "failing" } });
});
