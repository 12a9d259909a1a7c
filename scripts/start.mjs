// `npm start`: everything from a fresh clone to a console that answers. Plain Node until the dependencies are in.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { greet, startApplication } from "./start/application.mjs";
import { readArguments, requireNode } from "./start/arguments.mjs";
import { build, generateClient } from "./start/build.mjs";
import { applicationEnv, requireOwnSecrets, runtimeFile } from "./start/configuration.mjs";
import { migrate, openDatabase, seed } from "./start/database.mjs";
import { install } from "./start/install.mjs";
import { isFree } from "./start/ports.mjs";
import { explain, Refusal, say } from "./start/say.mjs";
import { demoSecrets } from "./start/secrets.mjs";
import { Services } from "./start/services.mjs";
import { stopWith } from "./start/shutdown.mjs";
import { claim } from "./start/single.mjs";

const services = new Services();
const shutdown = stopWith(services);

async function requirePort(port, host) {
  if ((await isFree(port, host)) && (await isFree(port, "127.0.0.1"))) return;
  throw new Refusal(`Port ${port} is taken by another program. Choose another one:  PORT=${port + 1} npm start`);
}

function enterDataDir(dataDir) {
  try {
    mkdirSync(dataDir, { recursive: true });
    shutdown.atEnd(claim(dataDir));
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(`DATA_DIR ${dataDir} cannot be used: ${error.message}`);
  }
}

async function start() {
  requireNode();
  const { dev, databaseOnly, mode, port, host, dataDir } = readArguments(process.argv.slice(2), process.env);
  if (mode === "production") requireOwnSecrets(process.env);
  if (!databaseOnly) await requirePort(port, host);
  enterDataDir(dataDir);

  await install({ services });
  const secrets = mode === "demo" ? demoSecrets(dataDir, process.env) : {};
  await generateClient({ services });

  const prepareDatabase = async () => {
    const database = await openDatabase({ env: process.env, dataDir, services, secrets });
    await migrate({ ownerUrl: database.ownerUrl, services });
    const env = applicationEnv({ env: process.env, mode, port, secrets, databaseUrl: database.appUrl });
    if (mode === "demo") {
      const file = path.join(dataDir, "runtime.env");
      writeFileSync(file, runtimeFile(env), { mode: 0o600 });
      shutdown.atEnd(() => rmSync(file, { force: true }));
      if (!databaseOnly) await seed({ database, env: { ...env, DEMO_PASSWORD: secrets.DEMO_PASSWORD }, services });
    }
    return { database, env };
  };
  const [{ database, env }] = await Promise.all([prepareDatabase(), dev || databaseOnly ? null : build({ services })]);

  if (databaseOnly) {
    say(`DATABASE_URL=${database.appUrl}`);
    say(`DATABASE_ADMIN_URL=${database.ownerUrl}`);
    return;
  }
  await startApplication({ services, env, dev, port, host });
  greet({ url: env.NEXTAUTH_URL, mode, password: secrets.DEMO_PASSWORD });
}

try {
  await start();
} catch (error) {
  // Whatever was under way when the stop was asked for fails with it; that is no news.
  if (!shutdown.isStopping()) explain(error);
  await shutdown.stop(1);
}
