import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { redisBinary } from "./tests/integration/redis-server.ts";

const root = fileURLToPath(new URL(".", import.meta.url));
const alias = { "@": root.replace(/\/$/, "") };
// Under `react-server`, `import "server-only"` is an empty module, as it is inside Next.
const conditions = ["react-server", "node"];
const exclude = ["**/node_modules/**", "**/.next/**"];

const integration = { globalSetup: ["tests/integration/global-setup.ts"], setupFiles: ["tests/integration/worker-setup.ts"], testTimeout: 60_000, hookTimeout: 60_000, maxWorkers: 2 };
// What goes through the queues, which live in PostgreSQL or in Redis: the same tests for both.
const queues = [
  "lib/server/jobs/**/*.integration.test.ts", "tests/integration/jobs/**/*.integration.test.ts", "tests/integration/pipeline/killed-worker.integration.test.ts",
  "tests/integration/pipeline/shared-limit.integration.test.ts", "tests/integration/api/{campaigns,imports,messages}.integration.test.ts", "tests/integration/telemetry/*.integration.test.ts",
];
const REDIS_ONLY = "tests/integration/redis/**/*.integration.test.ts";
const hasRedis = Boolean(process.env.REDIS_URL) || redisBinary() !== null;

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: "unit",
          include: ["lib/**/*.test.ts", "components/**/*.test.ts", "scripts/**/*.test.ts", "tests/**/*.test.ts"],
          exclude: [...exclude, "**/*.integration.test.ts"],
        },
      },
      {
        resolve: { alias, conditions },
        ssr: { resolve: { conditions } },
        test: {
          name: "integration",
          include: ["lib/**/*.integration.test.ts", "prisma/**/*.integration.test.ts", "tests/**/*.integration.test.ts"],
          exclude: [...exclude, REDIS_ONLY],
          ...integration,
        },
      },
      {
        resolve: { alias, conditions },
        ssr: { resolve: { conditions } },
        test: {
          name: "redis",
          exclude,
          // Without a Redis one file says that its tests were skipped.
          ...(hasRedis
            ? { ...integration, include: [...queues, REDIS_ONLY], globalSetup: [...integration.globalSetup, "tests/integration/redis-setup.ts"] }
            : { include: ["tests/integration/redis/missing.integration.test.ts"] }),
        },
      },
    ],
  },
});
