import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import http from "node:http";
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { encode } from "next-auth/jwt";
import pg from "pg";
import { LOGINS, type Address, type Role } from "./addresses";

export type Timing = { readonly name: string; readonly p50: number; readonly p95: number; readonly max: number; readonly bytes: number;
  /** What the console's process itself worked for one answer, in milliseconds: what stays when others use the machine too. Null where the system does not say. */
  readonly worked: number | null;
};

const WARM_UP = 3;
const READY_WITHIN_MS = 60_000;
const SESSION_SECONDS = 12 * 3_600;
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

/** The console as it runs at a bank: `next start` over the build that is there. */
export async function startConsole(port: number): Promise<{ readonly stop: () => Promise<void>; readonly pid: number }> {
  const env = { ...process.env, NODE_ENV: "production", NEXTAUTH_URL: `http://localhost:${port}`, NEXT_TELEMETRY_DISABLED: "1", DATABASE_POOL: "10", PORT: String(port) } as NodeJS.ProcessEnv;
  const child: ChildProcess = spawn(process.execPath, ["node_modules/next/dist/bin/next", "start", "-p", String(port)], { env, stdio: ["ignore", "ignore", "inherit"] });
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGTERM");
    await once(child, "exit");
  };
  const deadline = Date.now() + READY_WITHIN_MS;
  // Not /api/health, which also wants a worker.
  while (!(await fetch(`http://localhost:${port}/sign-in`).then((answer) => answer.ok, () => false))) {
    if (child.exitCode === null && Date.now() < deadline) await sleep(200);
    else {
      await stop();
      throw new Error("the console did not start: is there a build (npm start makes one)?");
    }
  }
  return { stop, pid: child.pid ?? 0 };
}

// The kernel counts in hundredths of a second.
const TICK_MS = 10;

/** Processor time of a process so far, in milliseconds (Linux). */
function workedBy(pid: number): number | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
  } catch {
    return null;
  }
}

/** Session cookies as next-auth makes them at the sign-in, without the slow password. */
export async function cookies(roles: readonly Role[] = Object.keys(LOGINS) as Role[]): Promise<Record<Role, string>> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_ADMIN_URL });
  await client.connect();
  try {
    const { rows } = await client.query<{ login: string; id: string; session_version: number }>("SELECT login, id, session_version FROM person WHERE login = ANY($1::text[])", [roles.map((role) => LOGINS[role])]);
    const made = await Promise.all(roles.map(async (role) => {
      const login = LOGINS[role];
      const person = rows.find((row) => row.login === login);
      if (!person) throw new Error(`nobody is called ${login}`);
      const token = await encode({ token: { sub: person.id, sessionVersion: person.session_version }, secret: process.env.NEXTAUTH_SECRET ?? "", maxAge: SESSION_SECONDS });
      return [role, `next-auth.session-token=${token}`] as const;
    }));
    return Object.fromEntries(made) as Record<Role, string>;
  } finally {
    await client.end();
  }
}

/** Milliseconds from the request to the last byte of the page, as a browser asks for it: compressed, over a standing connection. */
function askOnce(port: number, path: string, cookie: string): Promise<{ ms: number; status: number; bytes: number }> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const request = http.get({ agent, port, path, headers: { cookie, accept: "text/html", "accept-encoding": "gzip", "accept-language": "zh-CN" } }, (response) => {
      let bytes = 0;
      response.on("data", (chunk: Buffer) => (bytes += chunk.length));
      response.on("end", () => resolve({ ms: performance.now() - started, status: response.statusCode ?? 0, bytes }));
      response.on("error", reject);
    });
    request.on("error", reject);
  });
}

const quantile = (sorted: readonly number[], share: number) => sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0;

/** Asks for one page many times, one request after the other. */
export async function timePage({ port, pid }: { readonly port: number; readonly pid: number }, address: Address, cookie: string, requests: number): Promise<Timing> {
  const times: number[] = [];
  let size = 0;
  let before: number | null = null;
  for (let turn = -WARM_UP; turn < requests; turn += 1) {
    if (turn === 0) before = workedBy(pid);
    const { ms, status, bytes } = await askOnce(port, address.path, cookie);
    // The old address of the rules only leads on.
    if (status !== 200 && address.path !== "/settings/rules") throw new Error(`${address.name} (${address.path}) answered ${status} to ${address.as}`);
    size = bytes;
    if (turn >= 0) times.push(ms);
  }
  const after = workedBy(pid);
  times.sort((a, b) => a - b);
  return { name: address.name, p50: quantile(times, 0.5), p95: quantile(times, 0.95), max: times.at(-1) ?? 0, bytes: size, worked: before === null || after === null ? null : (after - before) / requests };
}
