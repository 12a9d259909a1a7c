import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { systemActor } from "@/lib/domain/access/permissions";
import { encodePdu } from "@/lib/domain/carrier/cmpp/encode";
import { toHex } from "@/lib/domain/carrier/cmpp/octets";
import { encrypt } from "@/lib/server/crypto/cipher";
import { db } from "@/lib/server/db/client";
import { setClock, setStage, startCampaign } from "@/tests/integration/pipeline/stage";
import { drainPipeline } from "@/lib/server/pipeline/drain";
import { readWire } from "./wire";

let messageId: string;
let path: string;
beforeAll(async () => {
  setClock(12);
  const stage = await setStage(1);
  const { id } = await startCampaign(stage.branch, "account");
  await drainPipeline();
  messageId = (await db().message.findFirstOrThrow({ where: { campaignId: id } })).id;
  path = stage.branch.path;
  const account = await db().providerAccount.create({ data: { key: `cmpp-${randomUUID().slice(0, 8)}`, name: "cmpp", driver: "cmpp" }, select: { id: true } });
  const pdu = toHex(encodePdu({
    command: "SUBMIT", sequence: 7, msgId: "0".repeat(16), total: 1, number: 1, registeredDelivery: 1, level: 1, serviceId: "", feeUserType: 2, feeTerminal: "", protocolId: 0, hasHeader: false, format: 8, source: "901234",
    feeType: "01", feeCode: "0", validUntil: "", sendAt: "", sourceNumber: "10690001", destinations: ["13800138000"], content: Uint8Array.from([..."您的贷款将还"].flatMap((one) => [one.charCodeAt(0) >> 8, one.charCodeAt(0) & 255])),
  }, false));
  await db().carrierExchange.createMany({ data: [["sent", "SUBMIT", pdu], ["received", "answer", '{"to":"13800138000","text":"您的贷款将还"}']].map(([direction = "", what = "", body = ""]) => ({ messageId, providerAccountId: account.id, direction, what, bodyCipher: encrypt(body, "carrier.exchange"), at: new Date() })) });
});

const actorOf = (branchPath: string) => ({ ...systemActor("test", ["message:read"]), branchPath });

describe("what went over the wire about a message", () => {
  it("is shown decoded, with number and text masked", async () => {
    const rows = await readWire(actorOf(path), messageId);
    expect(rows.map((row) => [row.direction, row.what])).toEqual([["sent", "SUBMIT"], ["received", "answer"]]);
    expect(rows[0]?.shown).toContain('"command": "SUBMIT"');
    for (const { shown } of rows) {
      expect(shown).toContain("138******00");
      expect(shown).not.toMatch(/13800138000|贷款将还|8d376b3e/);
    }
  });

  it("is nobody's outside the message's subtree", async () => {
    expect(await readWire(actorOf("/nowhere/"), messageId)).toEqual([]);
  });
});
