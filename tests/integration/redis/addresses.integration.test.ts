import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { Redis } from "ioredis";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { faultsOf } from "@/lib/server/jobs/redis-connection";
import { freePort } from "../../interop/free-port";
import { GATEWAY_CERTIFICATE, GATEWAY_KEY } from "../carriers/gateway-certificate";
import { redisBinary, RedisServer } from "../redis-server";

/** How a process ends that adds a job and runs it with the Redis of this address. */
function oneJob(url: string, env: Record<string, string> = {}): Promise<number | null> {
  const child = spawn(process.execPath, ["--conditions=react-server", "--import", "tsx", "tests/integration/redis/one-job.ts"], { env: { ...process.env, NODE_OPTIONS: "", REDIS_URL: url, ...env }, stdio: ["ignore", "inherit", "inherit"] });
  return new Promise((resolve) => child.once("exit", (code) => resolve(code)));
}

describe.skipIf(redisBinary() === null)("a Redis that wants more than an address", () => {
  const servers: RedisServer[] = [];
  const start = async (args: readonly string[], port?: number) => {
    const server = await RedisServer.start(args, port);
    servers.push(server);
    return server;
  };
  let folder: string;
  beforeEach(() => void (folder = mkdtempSync(path.join(os.tmpdir(), "hongyan-redis-conf-"))));
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.remove();
    rmSync(folder, { recursive: true, force: true });
  });
  const write = (name: string, text: string) => {
    const file = path.join(folder, name);
    writeFileSync(file, text, { mode: 0o600 });
    return file;
  };

  it("is used with its password, and not without", async () => {
    const { port } = await start(["--requirepass", "a@b:c"]);
    expect(await oneJob(`redis://:a%40b%3Ac@127.0.0.1:${port}/2`)).toBe(0);
    const client = new Redis({ port, password: "a@b:c", db: 2 });
    expect((await client.keys("*")).filter((key) => !key.startsWith(`{${process.env.REDIS_PREFIX ?? "hongyan"}}:`))).toEqual([]);
    client.disconnect();
  });

  it("is used by a user of its own, who may touch nothing but the keys of the queues", async () => {
    const { port } = await start([]);
    const client = new Redis({ port });
    await client.call("ACL", "SETUSER", "hongyan", "on", ">secret", `~{${process.env.REDIS_PREFIX ?? "hongyan"}}*`, "+@all", "-@admin", "-@dangerous", "+info");
    client.disconnect();
    expect(await oneJob(`redis://hongyan:secret@127.0.0.1:${port}`)).toBe(0);
  });

  it("is used over TLS, where its certificate is trusted and bears its name", async () => {
    const port = await freePort();
    const certificate = write("cert.pem", GATEWAY_CERTIFICATE);
    await start(["--tls-port", String(port), "--port", "0", "--tls-cert-file", certificate, "--tls-key-file", write("key.pem", GATEWAY_KEY), "--tls-ca-cert-file", certificate, "--tls-auth-clients", "no"], port);
    // The certificate is for "gateway.test", which only this file of hosts knows: the name is told as Node is told of it.
    const hosts = write("hosts.cjs", "const dns = require('dns'); const lookup = dns.lookup; dns.lookup = (host, options, done) => lookup(host === 'gateway.test' ? '127.0.0.1' : host, options, done);");
    expect(await oneJob(`rediss://gateway.test:${port}`, { NODE_EXTRA_CA_CERTS: certificate, NODE_OPTIONS: `--require ${hosts}` })).toBe(0);
    expect(await oneJob(`rediss://127.0.0.1:${port}`, { NODE_EXTRA_CA_CERTS: certificate, ONE_JOB_WITHIN_MS: "3000" })).toBe(1);
  });

  it("is found by its sentinels", async () => {
    const master = await start(["--requirepass", "secret"]);
    const port = await freePort();
    await start([write("sentinel.conf", `sentinel monitor jobs 127.0.0.1 ${master.port} 1\nsentinel auth-pass jobs secret\n`), "--sentinel"], port);
    expect(await oneJob(`redis+sentinel://:secret@127.0.0.1:${port}/jobs`)).toBe(0);
  });

  it("may be a cluster", async () => {
    const { port } = await start(["--cluster-enabled", "yes", "--cluster-announce-ip", "127.0.0.1"]);
    const client = new Redis({ port });
    await client.call("CLUSTER", "ADDSLOTSRANGE", "0", "16383");
    while (!String(await client.call("CLUSTER", "INFO")).includes("cluster_state:ok")) await new Promise((resolve) => setTimeout(resolve, 50));
    client.disconnect();
    expect(await oneJob(`redis+cluster://127.0.0.1:${port}`)).toBe(0);
  });
});

describe("what a server says of itself", () => {
  it("is complained of where jobs may be thrown away, or where it is too old", () => {
    expect(faultsOf("redis_version:7.0.15\r\nmaxmemory_policy:noeviction\r\n")).toEqual([]);
    expect(faultsOf("redis_version:7.2.4\r\nserver_name:valkey\r\nvalkey_version:8.1.0\r\nmaxmemory_policy:allkeys-lru\r\n")).toEqual([expect.stringMatching(/^maxmemory-policy is allkeys-lru: it must be noeviction/)]);
    expect(faultsOf("redis_version:5.0.7\r\nmaxmemory_policy:noeviction\r\n")).toEqual(["version 5.0.7 is older than 6.2"]);
  });
});
