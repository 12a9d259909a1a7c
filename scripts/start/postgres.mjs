import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, existsSync, mkdirSync, openSync, closeSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { freePort } from "./ports.mjs";
import { MACHINE_DIR, postgresBinaries } from "./postgres-binaries.mjs";
import { canReach, postgresUser } from "./postgres-user.mjs";
import { Refusal, say } from "./say.mjs";
import { isAlive, stopTree } from "./signals.mjs";

const READY_WITHIN_MS = 60_000;
const LOG_BYTES_MAX = 20 * 1024 * 1024;

/** Settings for a small machine that does other things too; sizes follow its memory. */
function settings({ durable, listen }) {
  const mb = Math.floor(os.totalmem() / 1024 / 1024);
  const between = (low, value, high) => `${Math.round(Math.min(high, Math.max(low, value)))}MB`;
  return {
    listen_addresses: listen,
    unix_socket_directories: "",
    max_connections: 200,
    shared_buffers: between(64, mb / 8, 1024),
    effective_cache_size: between(256, mb / 2, 16384),
    work_mem: between(4, mb / 512, 32),
    maintenance_work_mem: between(64, mb / 32, 256),
    max_wal_size: "2GB",
    checkpoint_timeout: "15min",
    wal_compression: "on",
    random_page_cost: "1.1",
    jit: "off",
    // Parallel plans take /dev/shm, of which containers have 64 MB, and cores that web and worker need.
    max_parallel_workers_per_gather: 0,
    max_parallel_maintenance_workers: 0,
    timezone: "UTC",
    log_timezone: "UTC",
    log_min_messages: "warning",
    // A statement's values may be personal data; they must not get into the log with a failing statement.
    log_min_error_statement: "panic",
    log_parameter_max_length_on_error: 0,
    ...(durable ? {} : { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }),
  };
}

/** The folder of the cluster: inside DATA_DIR, or where PostgreSQL's user can get at it. */
function clusterFolder(dataDir, user) {
  const own = path.join(dataDir, "postgres");
  mkdirSync(own, { recursive: true, mode: 0o700 });
  if (user) chownSync(own, user.uid, user.gid);
  if (canReach(user, "w", own)) return own;
  if (existsSync(path.join(own, "PG_VERSION"))) {
    throw new Refusal(`The database in ${own} cannot be read by user ${user.name}: open the folders above it (chmod o+x).`);
  }
  rmSync(own, { recursive: true });
  // The place is noted in DATA_DIR and named at random: a new DATA_DIR of the same name never meets an old database.
  const note = path.join(dataDir, "postgres.location");
  const known = existsSync(note) ? readFileSync(note, "utf8").trim() : "";
  const other = known || path.join(MACHINE_DIR, `data-${randomBytes(6).toString("hex")}`, "postgres");
  mkdirSync(other, { recursive: true, mode: 0o755 });
  chownSync(other, user.uid, user.gid);
  if (!canReach(user, "w", other)) {
    throw new Refusal(
      `PostgreSQL runs as user ${user.name} here (it refuses root), and that user can reach neither ${dataDir} nor ${other}.\n` +
        "Set DATA_DIR to a folder that it can reach, for example DATA_DIR=/srv/hongyan.",
    );
  }
  if (!known) {
    writeFileSync(note, `${other}\n`);
    say(`user ${user.name}, which PostgreSQL runs as, cannot reach ${dataDir}: the database lives in ${other}`);
  }
  return other;
}

/** Made beside its final place and moved there when complete: a set-up that is interrupted leaves no half database. */
function initialise(initdb, folder, user, password) {
  const draft = `${folder}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  if (user) chownSync(draft, user.uid, user.gid);
  const passwordFile = path.join(path.dirname(folder), `.password-${process.pid}`);
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (user) chownSync(passwordFile, user.uid, user.gid);
  // Locales differ from machine to machine; PostgreSQL's builtin C.UTF-8 is the same everywhere.
  const args = [
    `--pgdata=${draft}`, "--username=postgres", `--pwfile=${passwordFile}`, "--auth=scram-sha-256", "--encoding=UTF8",
    "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--data-checksums", "--no-instructions",
  ];
  const env = { ...process.env, LC_ALL: "C" };
  const result = spawnSync(initdb, args, { env, cwd: draft, ...(user ?? {}), encoding: "utf8" });
  rmSync(passwordFile, { force: true });
  if (result.status !== 0) {
    throw new Refusal(`PostgreSQL could not set up ${folder}:\n${result.error?.message ?? ""}${result.stderr ?? ""}`);
  }
  rmSync(folder, { recursive: true });
  renameSync(draft, folder);
}

function commandLine(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    return null;
  }
}

/** Deals with the pid file of a server whose command was killed: stops the server if it still runs, else forgets the file. */
async function clearRemains(folder) {
  const file = path.join(folder, "postmaster.pid");
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, "utf8").split("\n")[0]);
  const line = isAlive(pid) ? commandLine(pid) : "";
  // Without /proc (macOS) a living process is taken for the server; with it, a reused id is told apart.
  if (isAlive(pid) && (line === null || line.includes(folder))) {
    say("a database server was left over from a command that was killed: stopping it");
    await stopTree(pid, "SIGINT");
  }
  rmSync(file, { force: true });
}

function accepts(port) {
  return new Promise((resolve) => {
    const socket = net.connect({ port, host: "127.0.0.1" });
    socket.once("connect", () => (socket.destroy(), resolve(true)));
    socket.once("error", () => resolve(false));
  });
}

/** Starts the embedded server and keeps it running until `services.stop()`. */
export async function startPostgres({ dataDir, services, password, durable = true, listen = "127.0.0.1" }) {
  const user = postgresUser();
  const { initdb, postgres } = postgresBinaries(user);
  const folder = clusterFolder(dataDir, user);
  if (!existsSync(path.join(folder, "PG_VERSION"))) {
    say("making the database");
    initialise(initdb, folder, user, password);
  }
  await clearRemains(folder);

  const portFile = path.join(dataDir, "postgres.port");
  const port = await freePort(existsSync(portFile) ? Number(readFileSync(portFile, "utf8")) : undefined);
  writeFileSync(portFile, String(port));

  const logFile = path.join(dataDir, "postgres.log");
  if (existsSync(logFile) && statSync(logFile).size > LOG_BYTES_MAX) rmSync(logFile);
  const flags = Object.entries(settings({ durable, listen })).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  let failed = null;
  const service = services.keep(
    "database",
    () => {
      const log = openSync(logFile, "a", 0o600);
      const options = { ...(user ?? {}), cwd: folder, env: { ...process.env, LC_ALL: "C" }, stdio: ["ignore", log, log] };
      const child = services.spawn(postgres, ["-D", folder, "-p", String(port), ...flags], options, "SIGINT");
      closeSync(log);
      child.once("exit", (code) => (failed = `it ended with code ${code}`));
      return child;
    },
    "SIGINT",
  );
  const deadline = Date.now() + READY_WITHIN_MS;
  while (!(await ready(folder, port))) {
    if (Date.now() > deadline) {
      await services.stop();
      throw new Refusal(`PostgreSQL did not start (${failed ?? "no answer"}). Its own words are in ${logFile}.`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { port, folder, service };
}

/** The server writes "ready" on the eighth line of its pid file once it takes connections. */
async function ready(folder, port) {
  try {
    const state = readFileSync(path.join(folder, "postmaster.pid"), "utf8").split("\n")[7]?.trim();
    return state === "ready" && (await accepts(port));
  } catch {
    return false;
  }
}
