import { describe, it } from "vitest";
import { redisBinary } from "../redis-server";

const isThere = Boolean(process.env.REDIS_URL) || redisBinary() !== null;

describe("the queues on Redis", () => {
  it.skipIf(!isThere)(`are tested like those on PostgreSQL (${isThere ? "with the Redis of this machine" : "REDIS_URL names none and neither valkey-server nor redis-server is installed: SKIPPED"})`, () => undefined);
});
