import { spawn } from "node:child_process";
import { createServer } from "node:http";
import { performance } from "node:perf_hooks";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { takeCallbacks } from "@/lib/server/carriers/callbacks/take";
import { defineCarrierCallback } from "@/lib/server/api/carrier-callback";
import { encrypt } from "@/lib/server/crypto/cipher";
import { db, disconnect, pool } from "@/lib/server/db/client";
import { makeProviderAccount } from "@/prisma/factories/carrier";
import { HTTP_KEYS, httpPlatform, signHttp } from "@/tests/integration/carriers/http-server";
import { ownDatabase } from "./database";

// What `npm run bench:callbacks` prints: how long a carrier waits for the answer to a callback that is verified, encrypted,
// stored and committed first: one after the other, and at a hundred a second while a worker in a process of its own reads what
// is stored; beside it the time of one INSERT of such a row in the same run, which nothing that stores first can beat.

const CALLS = 2_000;
const A_SECOND = 100;
const REPORTS = 20;

const percentile = (all: readonly number[], share: number) => [...all].sort((a, b) => a - b)[Math.min(all.length - 1, Math.floor(all.length * share))] ?? 0;
const words = (all: readonly number[]) => `p50 ${percentile(all, 0.5).toFixed(1)} ms, p99 ${percentile(all, 0.99).toFixed(1)} ms, longest ${Math.max(...all).toFixed(1)} ms`;

if (process.argv[2] === "--reading") {
  for (;;) if ((await takeCallbacks("receipts")).rows === 0) await sleep(20);
}

const stop = await ownDatabase();
try {
  const account = await makeProviderAccount();
  await db().providerAccount.update({ where: { id: account.id }, data: { driver: "http", settings: httpPlatform("http://127.0.0.1:9"), secretsCipher: Buffer.from(encrypt(JSON.stringify(HTTP_KEYS), "provider.secrets")) } });
  const receive = defineCarrierCallback("receipts");
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const request = new Request(`http://localhost${incoming.url ?? ""}`, { method: "POST", body: Buffer.concat(chunks), headers: incoming.headers as Record<string, string> });
      void receive(request, { params: Promise.resolve({ account: account.key }) }).then((response) => outgoing.writeHead(response.status).end());
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/carriers/${account.key}/receipts`;
  let calls = 0;
  async function call(): Promise<number> {
    calls += 1;
    // As many reports in one callback as a provider bundles.
    const body = JSON.stringify({ reports: Array.from({ length: REPORTS }, (_, index) => ({ id: `b-${calls}-${index}`, serial: null, state: "OK", err: "0000", at: "2026-11-26T09:00:05+08:00" })) });
    const started = performance.now();
    const { status } = await fetch(address, { method: "POST", body, headers: signHttp(HTTP_KEYS.callbackKey, body) });
    if (status >= 300) throw new Error(`the callback was answered with ${status}`);
    return performance.now() - started;
  }
  for (let index = 0; index < 100; index += 1) await call();
  const alone: number[] = [];
  for (let index = 0; index < CALLS / 4; index += 1) alone.push(await call());
  const worker = spawn(process.execPath, [...process.execArgv, new URL(import.meta.url).pathname, "--reading"], { stdio: ["ignore", "inherit", "inherit"] });
  const paced: number[] = [];
  const started = performance.now();
  const under: Promise<void>[] = [];
  for (let index = 0; index < CALLS; index += 1) {
    const due = started + (index * 1_000) / A_SECOND;
    if (due > performance.now()) await sleep(due - performance.now());
    under.push(call().then((ms) => void paced.push(ms)));
  }
  await Promise.all(under);
  const seconds = (performance.now() - started) / 1_000;
  const left = await db().carrierCallback.count();
  worker.kill();
  const raw: number[] = [];
  const cipher = Buffer.alloc(2_500, 7);
  for (let index = 0; index < CALLS / 4; index += 1) {
    const from = performance.now();
    await pool().query("INSERT INTO carrier_callback (provider_account_id, kind, request_cipher, received_at, next_at) VALUES ($1::uuid, 'inbound', $2, now(), now())", [account.id, cipher]);
    raw.push(performance.now() - from);
  }
  console.log(`one after the other: ${words(alone)}; the bare INSERT: ${words(raw)}; ratio of the medians ${(percentile(alone, 0.5) / percentile(raw, 0.5)).toFixed(1)}`);
  console.log(`${A_SECOND} a second (${A_SECOND * REPORTS} reports), a worker reading: ${words(paced)}; ${(CALLS / seconds).toFixed(0)} a second in fact, ${left} not read yet at the end`);
  console.log(`over 50 ms: ${alone.filter((ms) => ms > 50).length} of ${alone.length} alone, ${paced.filter((ms) => ms > 50).length} of ${paced.length} at that pace`);
  server.close();
} finally {
  await disconnect();
  await stop();
}
process.exit(0);
