import { Refusal } from "./say.mjs";

const OWN_SECRETS = ["DATABASE_URL", "NEXTAUTH_SECRET", "HONGYAN_KEYS", "HONGYAN_INDEX_KEY"];

/** Production never makes up a secret: what is lost with DATA_DIR would be lost for every encrypted column. */
export function requireOwnSecrets(env) {
  const missing = OWN_SECRETS.filter((name) => !env[name]);
  if (missing.length === 0) return;
  throw new Refusal(
    `HONGYAN_MODE=production needs a database and secrets of your own. Missing: ${missing.join(", ")}.\n` +
      ".env.example says what each of them is and how to make one.",
  );
}

/** The environment of the web and the worker process. The owner's database URL is not in it: neither changes the structure. */
export function applicationEnv({ env, mode, port, secrets, databaseUrl }) {
  const { DATABASE_ADMIN_URL: _owner, ...inherited } = env;
  return {
    NEXTAUTH_SECRET: secrets.NEXTAUTH_SECRET,
    HONGYAN_KEYS: secrets.HONGYAN_KEYS,
    HONGYAN_INDEX_KEY: secrets.HONGYAN_INDEX_KEY,
    NEXTAUTH_URL: `http://localhost:${port}`,
    NEXT_TELEMETRY_DISABLED: "1",
    ...inherited,
    HONGYAN_MODE: mode,
    DATABASE_URL: databaseUrl,
    PORT: String(port),
  };
}

const RUNTIME = [
  "DATABASE_URL", "NEXTAUTH_SECRET", "NEXTAUTH_URL", "CUSTOMER_PAGE_URL", "HONGYAN_KEYS", "HONGYAN_INDEX_KEY", "HONGYAN_MODE", "REDIS_URL", "REDIS_PREFIX",
  "BANK_NAME", "BANK_TIME_ZONE",
];

/** What `npm run admin` and its like need to know of a running demo, one NAME='value' a line. */
export function runtimeFile(env) {
  return RUNTIME.filter((name) => env[name]).map((name) => `${name}='${env[name]}'\n`).join("");
}
