import "server-only";
import { Cluster, Redis, type RedisOptions } from "ioredis";
import { logger } from "../logger";
import { noteQueueFault } from "./reported";
import type { RedisAddress } from "./redis-address";

export type RedisConnection = Redis | Cluster;

/** Who asks: a worker waits for Redis as long as it takes, a process that only adds jobs (a web request) does not wait. */
export type RedisRole = "worker" | "producer";

const CONNECT_WITHIN_MS = 5_000;
const LONGEST_BETWEEN_TRIES_MS = 2_000;

const leaving = new WeakSet<RedisConnection>();

const soon = (tries: number) => Math.min(tries * 100, LONGEST_BETWEEN_TRIES_MS);

/** Opens a connection that comes back by itself, however long Redis was away. */
export function connectRedis(address: RedisAddress, role: RedisRole): RedisConnection {
  const { tls, username, password } = address;
  const options: RedisOptions = {
    connectionName: `hongyan-${role}`, connectTimeout: CONNECT_WITHIN_MS, keepAlive: 10_000, retryStrategy: soon,
    ...(username === undefined ? {} : { username }), ...(password === undefined ? {} : { password }), ...(tls ? { tls: {} } : {}),
    // A worker's commands wait for Redis and are sent again; a producer's fail at once: rows say what is to be done.
    ...(role === "worker" ? { maxRetriesPerRequest: null } : { maxRetriesPerRequest: 0, enableOfflineQueue: false, autoResendUnfulfilledCommands: false }),
    // After a change of master the old one refuses writes: leave it.
    reconnectOnError: (error) => (error.message.startsWith("READONLY") ? 2 : false),
  };
  const connection = open(address, options, role);
  let there = false;
  connection.on("error", noteQueueFault);
  connection.on("ready", () => {
    if (!there) logger().info({ kind: address.kind, role }, "job queue: Redis is there");
    there = true;
  });
  connection.on("close", () => {
    if (there && !leaving.has(connection)) logger().warn({ kind: address.kind, role }, "job queue: Redis is away; what is to be done is in the rows, and goes on when it is back");
    there = false;
  });
  connection.once("ready", () => void look(connection));
  return connection;
}

function open(address: RedisAddress, options: RedisOptions, role: RedisRole): RedisConnection {
  switch (address.kind) {
    case "single":
      return new Redis({ ...options, ...address.node, db: address.database });
    case "sentinel":
      return new Redis({
        ...options, sentinels: address.sentinels.map((one) => ({ ...one })), name: address.master, db: address.database, sentinelRetryStrategy: soon,
        ...(address.sentinelPassword === undefined ? {} : { sentinelPassword: address.sentinelPassword }), ...(address.tls ? { enableTLSForSentinelMode: true, sentinelTLS: {} } : {}),
      });
    case "cluster":
      return new Cluster(address.nodes.map((one) => ({ ...one })), {
        redisOptions: options, clusterRetryStrategy: soon, enableOfflineQueue: role === "worker",
        // Certificates name hosts: what the cluster calls its nodes is not looked up first.
        ...(address.tls ? { dnsLookup: (host: string, found: (error: null, host: string) => void) => found(null, host) } : {}),
      });
  }
}

const OLDEST = [6, 2] as const;

/** What is wrong with a server for jobs, in words for the log: too old, or one that throws keys away when its memory is full. */
export function faultsOf(said: string): readonly string[] {
  const field = (name: string) => new RegExp(`^${name}:(.*?)\\r?$`, "m").exec(said)?.[1];
  const faults: string[] = [];
  const policy = field("maxmemory_policy");
  if (policy !== undefined && policy !== "noeviction") {
    faults.push(`maxmemory-policy is ${policy}: it must be noeviction, else jobs are thrown away when its memory is full (the sweeper asks for them again, later than they were due)`);
  }
  const version = field("redis_version");
  const [major = 0, minor = 0] = (version ?? "").split(".").map(Number);
  if (version !== undefined && (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]))) faults.push(`version ${version} is older than ${OLDEST.join(".")}`);
  return faults;
}

/** A wrong setting is said plainly at start; it stops nothing, since rows are the truth. */
async function look(connection: RedisConnection): Promise<void> {
  try {
    for (const fault of faultsOf(await connection.info())) logger().warn({ fault }, "job queue: this Redis is not set up for jobs");
  } catch {
    // A server that does not let this user ask: nothing is known, nothing is said.
  }
}

/** Ends a connection: politely where it stands, at once where it does not. */
export async function closeRedis(connection: RedisConnection): Promise<void> {
  leaving.add(connection);
  if (connection.status === "ready") await connection.quit().catch(() => undefined);
  connection.disconnect();
}
