import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { cmpp } from "@/lib/server/carriers/cmpp/driver";
import type { CmppGateway } from "@/lib/server/carriers/cmpp/server";
import { batchOf, CmppStage, shown, text } from "./cmpp-stage";

describe("long texts over a CMPP link", () => {
  let stage: CmppStage;
  let gateway: CmppGateway;
  beforeEach(async () => {
    stage = await CmppStage.make();
    ({ gateway } = stage);
  });
  afterEach(() => stage.clear());

  it("a long text is one SUBMIT a segment, under the ids of all of them", async () => {
    await stage.open();
    const words = "字😀".repeat(60);
    const [answer] = [...(await stage.submit([text(1, words)])).values()];
    expect(answer).toEqual({ outcome: "accepted", providerMessageId: gateway.taken[0]?.msgId, parts: gateway.taken.map(({ msgId }) => msgId) });
    expect(shown(gateway.taken)).toEqual([{ to: "+8615400000001", text: words }]);
  });

  it("a gateway that answers no segment before it has them all is not waited for, however many long texts there are at once", async () => {
    gateway.behaviour.wholesOnly = true;
    await stage.open({ connections: 2 });
    expect(new Set(await stage.outcomes(batchOf(60, "字".repeat(200))))).toEqual(new Set(["accepted"]));
    expect(gateway.taken).toHaveLength(180);
    expect(gateway.mostInFlight()).toBeLessThanOrEqual(16);
  });

  it("a text of more segments than the window has places leaves whole", async () => {
    await stage.open({ window: 2 });
    expect(await stage.outcomes(batchOf(3, "字".repeat(300)))).toEqual(["accepted", "accepted", "accepted"]);
    expect(shown(gateway.taken).map((one) => one.text)).toEqual(Array.from({ length: 3 }, () => "字".repeat(300)));
    expect(gateway.mostInFlight()).toBeLessThanOrEqual(2);
  });

  it("a segment that is refused as too fast is handed over again, alone and until it is taken", async () => {
    let refusals = 3;
    gateway.behaviour.result = (sent) => (sent.number === 2 && (refusals -= 1) >= 0 ? 8 : 0);
    await stage.open();
    const [answer] = [...(await stage.submit([text(1, "字".repeat(200))])).values()];
    const idOf = (part: number) => gateway.taken.find(({ submit: sent }) => sent.number === part)?.msgId;
    expect(answer).toEqual({ outcome: "accepted", providerMessageId: idOf(1), parts: [idOf(1), idOf(2), idOf(3)] });
    expect(gateway.taken).toHaveLength(3);
  });

  it("a text of which one segment has no answer is in doubt as a whole", async () => {
    gateway.behaviour.closeAfter = 2;
    await stage.open({ reconnectMs: 500 });
    expect(await stage.outcomes([text(1, "字".repeat(200))])).toEqual(["uncertain"]);
  });

  it("a text whose second segment is refused is not begun again", async () => {
    gateway.behaviour.result = (sent) => (sent.number === 2 ? 6 : 0);
    await stage.open();
    expect(await stage.outcomes([text(1, "字".repeat(100))])).toEqual(["hongyan.part_left"]);
    expect(gateway.taken).toHaveLength(1);
  });

  it("parts of a long reply that share the gateway's number are all heard", async () => {
    await stage.open();
    for (const part of [1, 2]) gateway.deliver({ source: "15400000001", content: Uint8Array.of(5, 0, 3, 0x2a, 2, part, 0x90, 0x00), format: 8, hasHeader: true, msgId: "b94bd6800f000009" });
    await stage.arrived(2);
    expect(new Set(stage.stored.map((request) => cmpp.parseInbound!(stage.account, request)[0]?.providerInboundId)).size).toBe(2);
  });
});
