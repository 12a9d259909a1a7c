import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import path from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { CallbackRequest, CarrierReceipt, Outgoing } from "@/lib/server/carriers/port";
import { closeSmpp, smppDriver } from "@/lib/server/carriers/smpp/driver";
import { accountOf } from "../integration/carriers/messages";
import { freePort } from "./free-port";

// Where `npm run interop:jsmpp` puts the libraries; not part of the repository.
const LIBRARIES = path.join(import.meta.dirname, "../../data/interop/jsmpp");
const isThere = existsSync(path.join(LIBRARIES, "jsmpp-examples-3.0.0.jar")) && spawnSync("java", ["-version"], { stdio: "ignore" }).status === 0;

let centre: ChildProcess | undefined;
afterEach(async () => {
  await closeSmpp();
  centre?.kill("SIGKILL");
});

const text = (words: string): Outgoing => ({ reference: randomUUID(), to: "+8613800138000", text: words, purpose: "account" });

/** jsmpp's own message centre, and an account with an open link to it. */
async function start(more: Record<string, unknown> = {}) {
  const port = await freePort();
  centre = spawn("java", ["-Xmx128m", "-Dfile.encoding=UTF-8", `-Djsmpp.simulator.port=${String(port)}`, "-cp", path.join(LIBRARIES, "*"), "org.jsmpp.examples.SMPPServerSimulator"], { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [centre.stdout, centre.stderr]) stream?.on("data", (chunk: Buffer) => (said += chunk.toString("utf8")));
  await vi.waitFor(() => expect(said).toContain("Listening on port"), { timeout: 30_000, interval: 50 });
  // It answers with an id in hex and reports on it in decimal, as many centres do.
  const account = accountOf("smpp", { host: "127.0.0.1", port, systemId: "j", sourceAddress: "95599", receiptIds: "decimal-to-hex", reconnectMs: 100, ...more }, { password: "jpwd" });
  const stored: CallbackRequest[] = [];
  const link = smppDriver.connect!(account, { take: (request) => Promise.resolve(void stored.push(request)) });
  await vi.waitFor(() => expect(link.states().every(({ state }) => state === "up")).toBe(true), { timeout: 20_000, interval: 20 });
  const receipts = () => stored.flatMap((request) => smppDriver.parseReceipts!(account, request) as readonly CarrierReceipt[]);
  return { account, link, receipts, log: () => said };
}

describe(`our SMPP driver with jsmpp's message centre${isThere ? "" : " (skipped: npm run interop:jsmpp fetches it; needs Java)"}`, () => {
  it.skipIf(!isThere)("hands over short and long texts, and finds each of its reports by the id that it gave in another base", async () => {
    const { account, receipts, log } = await start();
    const answers = await smppDriver.submit(account, [text("hello from Hongyan"), text("a".repeat(200)), text("您的贷款已到账"), text("贷".repeat(150))], { signal: AbortSignal.timeout(20_000) });
    const ids = [...answers.values()].flatMap((one) => (one.outcome === "accepted" ? (one.parts ?? [one.providerMessageId]) : []));
    expect([ids.length, new Set(ids).size]).toEqual([1 + 2 + 1 + 3, 7]);
    expect(log()).toContain("hello from Hongyan");
    const delivered = () => new Set(receipts().filter((one) => one.state === "delivered").map((one) => one.providerMessageId));
    await vi.waitFor(() => expect(delivered()).toEqual(new Set(ids)), { timeout: 40_000, interval: 100 });
  });

  it.skipIf(!isThere)("hands over three hundred texts through two connections, each with an id of its own", async () => {
    const { account } = await start({ connections: 2 });
    const batch = Array.from({ length: 300 }, (_, index) => text(`text ${String(index)}`));
    const answers = new Map([...await smppDriver.submit(account, batch.slice(0, 200), { signal: AbortSignal.timeout(20_000) }), ...await smppDriver.submit(account, batch.slice(200), { signal: AbortSignal.timeout(20_000) })]);
    expect(new Set([...answers.values()].map((one) => (one.outcome === "accepted" ? one.providerMessageId : "")))).toHaveLength(300);
  });

  it.skipIf(!isThere)("a quiet line stands, because each side answers the other's enquire_link", async () => {
    const { account, link } = await start({ idleMs: 300 });
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(link.states()[0]?.state).toBe("up");
    expect([...(await smppDriver.submit(account, [text("still there")], { signal: AbortSignal.timeout(10_000) })).values()]).toMatchObject([{ outcome: "accepted" }]);
  });
});
