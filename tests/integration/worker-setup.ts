import { randomUUID } from "node:crypto";
import { afterAll, inject } from "vitest";
import { createDatabase, dropDatabase } from "./database.ts";

// Runs before each test file and before any of its imports: every file begins with an empty, migrated database.
const port = inject("postgresPort");
const { name, appUrl, ownerUrl } = await createDatabase(port, `test_${randomUUID().slice(0, 8)}`);

Object.assign(process.env, {
  DATABASE_URL: appUrl,
  DATABASE_ADMIN_URL: ownerUrl,
  DATABASE_POOL: "5",
  HONGYAN_MODE: "demo",
  BANK_TIME_ZONE: "Asia/Shanghai",
  NEXTAUTH_SECRET: "only-for-tests-only-for-tests-only-for-tests",
  NEXTAUTH_URL: "http://localhost:3000",
  HONGYAN_KEYS: `1:${Buffer.alloc(32, 1).toString("base64")}`,
  HONGYAN_INDEX_KEY: Buffer.alloc(32, 2).toString("base64"),
  LOG_LEVEL: "silent",
});
// The queues live in PostgreSQL, but where the same tests run once more with Redis: there every file has keys of its own.
const redisUrl = inject("redisUrl") as string | undefined;
if (redisUrl) Object.assign(process.env, { REDIS_URL: redisUrl, REDIS_PREFIX: name });
else delete process.env.REDIS_URL;

afterAll(async () => {
  const { disconnect } = await import("@/lib/server/db/client");
  await disconnect();
  await dropDatabase(port, name);
});
