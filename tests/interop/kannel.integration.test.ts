import { spawn, type ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { CallbackRequest } from "@/lib/server/carriers/port";
import { closeSmpp, smppDriver } from "@/lib/server/carriers/smpp/driver";
import { accountOf } from "../integration/carriers/messages";
import { freePort } from "./free-port";

// Kannel's own message centre for trying its SMPP driver (Debian: kannel-extras).
const CENTRE = "/usr/lib/kannel/test/drive_smpp";
const isThere = existsSync(CENTRE);
const REPLIES = 20;

let centre: ChildProcess | undefined;
afterEach(async () => {
  await closeSmpp();
  centre?.kill("SIGKILL");
});

describe("our SMPP driver with a message centre that we did not write", () => {
  it.skipIf(!isThere)(`binds to Kannel's drive_smpp, takes its messages and hands over its own (${isThere ? "kannel-extras" : "Debian's kannel-extras is not installed here: skipped"})`, async () => {
    const port = await freePort();
    centre = spawn(CENTRE, ["-v", "0", "-p", String(port), "-m", String(REPLIES)], { stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    for (const stream of [centre.stdout, centre.stderr]) stream?.on("data", (chunk: Buffer) => (said += chunk.toString()));
    const stored: CallbackRequest[] = [];
    const account = accountOf("smpp", { host: "127.0.0.1", port, systemId: "foo", systemType: "VMA", bind: "pair", sourceAddress: "95599", reconnectMs: 100, answerTimeoutMs: 5_000 }, { password: "bar" });
    const link = smppDriver.connect!(account, { take: (request) => Promise.resolve(void stored.push(request)) });
    await vi.waitFor(() => expect([link.states()[0]?.state, said.slice(0, 1500)]).toEqual(["up", expect.anything()]), { timeout: 10_000, interval: 50 });
    await vi.waitFor(() => expect(stored.length).toBeGreaterThanOrEqual(REPLIES), { timeout: 20_000, interval: 50 });
    const replies = stored.flatMap((request) => smppDriver.parseInbound!(account, request));
    const batch = Array.from({ length: 10 }, (_, index) => ({ reference: randomUUID(), to: `+861380013800${index}`, text: index % 2 === 0 ? "【鸿雁银行】您的贷款将于12月1日还款。" : "[Bank] paid", purpose: "account" }));
    const answers = await smppDriver.submit(account, batch, { signal: AbortSignal.timeout(20_000) });
    // It delivers "1" to "20", all from one number, each once.
    expect(replies.map((one) => Number(one.text)).sort((a, b) => a - b)).toEqual(Array.from({ length: REPLIES }, (_, index) => index + 1));
    expect({ replies: replies.length, answers: batch.map((one) => answers.get(one.reference)?.outcome) }).toEqual({ replies: REPLIES, answers: batch.map(() => "accepted") });
    await link.close(1_000);
  });
});
