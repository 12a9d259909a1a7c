import type { TestProject } from "vitest/node";
import { RedisServer } from "./redis-server.ts";

/** The Redis for tests of the queues: the one that REDIS_URL names, else one of this run's own. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.REDIS_URL;
  const own = given ? null : await RedisServer.start();
  project.provide("redisUrl", given ?? own?.url ?? "");
  return async () => own?.remove();
}

declare module "vitest" {
  export interface ProvidedContext {
    redisUrl: string;
  }
}
