import { mkdirSync, writeFileSync } from "node:fs";
import { startPostgres } from "./start/postgres.mjs";
import { prepareRoles } from "./start/roles.mjs";
import { demoSecrets } from "./start/secrets.mjs";
import { Services } from "./start/services.mjs";
import { explain, say } from "./start/say.mjs";

const services = new Services();
const stop = async (code) => {
  await services.stop();
  process.exit(code);
};
process.on("SIGINT", () => stop(0));
process.on("SIGTERM", () => stop(0));
try {
  const dataDir = process.env.DATA_DIR ?? "data";
  mkdirSync(dataDir, { recursive: true });
  const s = demoSecrets(dataDir, process.env);
  const { port } = await startPostgres({ dataDir, services, password: s.POSTGRES_PASSWORD });
  const urls = await prepareRoles({ port, passwords: { superuser: s.POSTGRES_PASSWORD, owner: s.POSTGRES_OWNER_PASSWORD, app: s.POSTGRES_APP_PASSWORD } });
  say(`DATABASE_URL=${urls.appUrl}`);
  say(`DATABASE_ADMIN_URL=${urls.ownerUrl}`);
  const lines = { DATABASE_URL: urls.appUrl, DATABASE_ADMIN_URL: urls.ownerUrl, DATA_DIR: dataDir, NEXTAUTH_SECRET: s.NEXTAUTH_SECRET, HONGYAN_KEYS: s.HONGYAN_KEYS, HONGYAN_INDEX_KEY: s.HONGYAN_INDEX_KEY, DEMO_PASSWORD: s.DEMO_PASSWORD, HONGYAN_MODE: "demo" };
  if (process.env.WRITE_ENV) writeFileSync(process.env.WRITE_ENV, Object.entries(lines).map(([k, v]) => `export ${k}='${v}'\n`).join(""));
} catch (error) {
  explain(error);
  await stop(1);
}
