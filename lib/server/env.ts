import "server-only";
import { z } from "zod";
import { WORKER_LANES } from "./jobs/lanes";
import { redisAddress } from "./jobs/redis-address";

const key = (bytes: number) =>
  z.string().refine((text) => Buffer.from(text, "base64").length === bytes, `must be ${bytes} bytes in base64`);

/** What may be left out; an env file that names it with nothing behind it leaves it out, too. */
const optional = <S extends z.ZodType>(shape: S) => z.preprocess((value) => (value === "" ? undefined : value), shape.optional());

const schema = z
  .object({
    HONGYAN_MODE: z.enum(["demo", "production"]).default("demo"),
    DATABASE_URL: z.string().min(1, "is missing: `npm start` sets it, or name your own PostgreSQL"),
    DATABASE_POOL: z.coerce.number().int().min(2).max(200).default(10),
    REDIS_URL: optional(z.string().refine((url) => redisAddress(url) !== null, "must look like redis://host:6379, rediss://user:password@host, redis+sentinel://host,host/master or redis+cluster://host,host")),
    /** Begins the names of all keys in Redis: installations that share one need different ones. */
    REDIS_PREFIX: z.preprocess((value) => (value === "" ? undefined : value), z.string().regex(/^[\w.:-]{1,40}$/, "must be up to 40 letters, digits, _ . : -").default("hongyan")),
    BANK_TIME_ZONE: z.string().default("Asia/Shanghai"),
    BANK_NAME: z.string().default("鸿雁示范银行"),
    NEXTAUTH_SECRET: z.string().min(32, "must have 32 characters or more"),
    NEXTAUTH_URL: z.string().optional(),
    /** Where customers' own pages are reached, if not under the console's address. */
    CUSTOMER_PAGE_URL: z.url().optional(),
    /** "id:base64" pairs, newest first: the first encrypts, all decrypt. */
    HONGYAN_KEYS: z.string().regex(/^\d+:[A-Za-z0-9+/=]{44}(,\d+:[A-Za-z0-9+/=]{44})*$/, "must look like 1:<32 bytes in base64>"),
    HONGYAN_INDEX_KEY: key(32),
    /** Lets Prometheus in; without it there is no page of metrics. */
    METRICS_TOKEN: optional(z.string().min(16, "must have 16 characters or more (openssl rand -hex 24)")),
    /** Where a worker answers /live and /metrics; without it a worker listens nowhere. */
    METRICS_PORT: optional(z.coerce.number().int().min(1, "must be a port, 1 to 65535").max(65_535, "must be a port, 1 to 65535")),
    /** What a worker process takes; without it everything. */
    WORKER_LANES: z.preprocess((value) => (typeof value === "string" && value !== "" ? value.split(",").map((lane) => lane.trim()) : undefined), z.array(z.enum(WORKER_LANES, `must name lanes, parted by commas: ${WORKER_LANES.join(", ")}`)).optional()),
    OTEL_EXPORTER_OTLP_ENDPOINT: optional(z.url("must be the address of a collector, such as http://otel-collector:4318")),
    /** Share of the traces that begin here that is recorded. */
    OTEL_TRACES_SAMPLER_ARG: z.preprocess((value) => (value === "" ? undefined : value), z.coerce.number().min(0, "must be a share, 0 to 1").max(1, "must be a share, 0 to 1").default(1)),
    LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
    /** Connections this process may hold with the carrier simulator's clock sped up; 1 = real time. */
    SIMULATOR_SPEED: z.coerce.number().positive().default(1),
  });

export type Environment = z.output<typeof schema>;

/** Reads the environment once; an unusable one stops the process with every fault named. */
function readEnvironment(source: NodeJS.ProcessEnv): Environment {
  const parsed = schema.safeParse(source);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `  ${issue.path.join(".")} ${issue.message}`).join("\n");
  throw new Error(`The environment is not usable (see .env.example):\n${faults}`);
}

let cached: Environment | undefined;

/** The checked environment; parsed at first use, so that a build without secrets works. */
export function environment(): Environment {
  cached ??= readEnvironment(process.env);
  return cached;
}

/** Whether this installation holds made-up people only and must not reach a real carrier. */
export function isDemo(): boolean {
  return environment().HONGYAN_MODE === "demo";
}
