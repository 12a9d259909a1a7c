import "server-only";
import { environment } from "../env";
import type { Backend } from "./backend";
import { onPostgres } from "./postgres-backend";
import { redisAddress } from "./redis-address";
import { onRedis } from "./redis-backend";

/** Opens the queues' store: Redis where REDIS_URL names one, else PostgreSQL. Every worker of a process needs a connection of its own. */
export function openBackend(workers: number): Backend {
  const { DATABASE_URL, REDIS_URL, REDIS_PREFIX } = environment();
  const address = REDIS_URL === undefined ? null : redisAddress(REDIS_URL);
  return address ? onRedis(address, REDIS_PREFIX) : onPostgres(DATABASE_URL, workers === 0 ? 4 : workers + 8);
}
