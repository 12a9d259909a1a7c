import { afterEach, describe, expect, it, vi } from "vitest";
import { closeCmpp, cmpp } from "@/lib/server/carriers/cmpp/driver";
import { accountOf } from "../integration/carriers/messages";
import { batchOf, CmppStage, SECRET, settings, shown, text } from "../integration/carriers/cmpp-stage";
import type { CallbackRequest, CarrierReceipt } from "@/lib/server/carriers/port";
import { freePort } from "./free-port";
import { smsgateVersion, startPeer, type Peer } from "./smsgate";

const version = smsgateVersion();
const LONG = "【鸿雁】" + "贷款已到账😀".repeat(20);
const VERSIONS = [["2.0", "20"], ["3.0", "30"]] as const;
const WAIT = { timeout: 40_000, interval: 20 };

describe(`SMSGate, a CMPP gateway and client that we did not write (${version ?? "not here: skipped; npm run interop:smsgate fetches it, with Java and Maven"})`, () => {
  let peer: Peer | undefined;
  let stage: CmppStage | undefined;
  afterEach(async () => {
    await closeCmpp();
    await stage?.clear();
    await peer?.close();
    [peer, stage] = [undefined, undefined];
  });

  it.skipIf(version === null).each(VERSIONS)("as a gateway of version %s takes our texts, joins our segments, and we hear its reports and its customer", async (ours, theirs) => {
    const port = await freePort();
    peer = await startPeer("server", theirs, String(port), SECRET.sharedSecret);
    const account = accountOf("cmpp", settings(port, { version: ours, answerTimeoutMs: 5_000 }), SECRET);
    const stored: CallbackRequest[] = [];
    const link = cmpp.connect!(account, { take: (request) => Promise.resolve(void stored.push(request)) });
    const answers = [...(await cmpp.submit(account, [...batchOf(20, "【鸿雁】您好"), text(20, LONG)], { signal: AbortSignal.timeout(30_000) })).values()];
    expect(answers.filter((one) => one.outcome !== "accepted")).toEqual([]);
    // Twenty of one segment, one of three, and the customer's word.
    await vi.waitFor(() => expect(stored).toHaveLength(20 + 3 + 1), WAIT);
    const receipts = stored.flatMap((request) => cmpp.parseReceipts!(account, request) as readonly CarrierReceipt[]);
    expect(receipts.map((one) => one.providerMessageId).sort()).toEqual(answers.flatMap((one) => (one.outcome === "accepted" ? (one.parts ?? [one.providerMessageId]) : [])).sort());
    expect(new Set(receipts.map((one) => one.state))).toEqual(new Set(["delivered"]));
    expect(stored.flatMap((request) => cmpp.parseInbound!(account, request)).map((one) => [one.from, one.text])).toEqual([["+8613800138000", "退订"]]);
    await peer.until((lines) => lines.filter((line) => line === "acknowledged 0").length === 24);
    expect(peer.lines).toContain(`submit 10690001 15400000020 3 ${LONG}`);
    expect(link.states()[0]).toMatchObject({ state: "up" });
  });

  it.skipIf(version === null).each(VERSIONS)("as a client of version %s is served by our gateway", async (_ours, theirs) => {
    stage = await CmppStage.make();
    const { gateway } = stage;
    gateway.behaviour.reportDelayMs = 50;
    peer = await startPeer("client", theirs, String(gateway.port), SECRET.sharedSecret, LONG);
    await peer.until((lines) => lines.filter((line) => line.startsWith("report ")).length === 3);
    expect(shown(gateway.taken).map((one) => one.text)).toEqual([LONG]);
    const ids = (word: string) => (peer?.lines ?? []).filter((line) => line.startsWith(word)).map((line) => line.split(" ")[1]?.toLowerCase() ?? "").sort();
    expect(ids("submit_resp")).toEqual(gateway.taken.map((one) => one.msgId).sort());
    expect(ids("report")).toEqual(ids("submit_resp"));
    await vi.waitFor(() => expect(gateway.acknowledged).toHaveLength(3), WAIT);
  });

  it.skipIf(version === null)("as a gateway refuses a wrong secret, and nothing is handed over", async () => {
    const port = await freePort();
    peer = await startPeer("server", "30", String(port), "another");
    const account = accountOf("cmpp", settings(port, { version: "3.0", connectTimeoutMs: 3_000 }), SECRET);
    expect(await cmpp.health(account)).toMatchObject({ ok: false, detail: expect.stringMatching(/^(?:cmpp-connect-resp:3|closed|unanswered|ECONNRESET)$/) as string });
    expect([...(await cmpp.submit(account, [text(1)], { signal: AbortSignal.timeout(20_000) })).values()]).toEqual([{ outcome: "refused", code: "hongyan.unreachable" }]);
  });
});
