import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { takeCallbacks } from "@/lib/server/carriers/callbacks/take";
import { makeLinks } from "@/lib/server/carriers/links";
import { registerDriver } from "@/lib/server/carriers/registry";
import { closeSmpp, smppDriver } from "@/lib/server/carriers/smpp/driver";
import { startCentre, type SmppCentre } from "@/lib/server/carriers/smpp/server";
import { encrypt } from "@/lib/server/crypto/cipher";
import { db } from "@/lib/server/db/client";
import { drainPipeline } from "@/lib/server/pipeline/drain";
import { setClock, setStage, startCampaign, type Stage } from "./stage";
import { expectSumsRight, reasonsOf, tallyOf } from "./sums";

const CUSTOMERS = 30;
const PASSWORD = "only-me";

let stage: Stage;
let centre: SmppCentre;
let links: ReturnType<typeof makeLinks>;
let undo: () => void;

beforeEach(async () => {
  setClock(12);
  await db().setting.deleteMany();
  await db().carrierCallback.deleteMany();
  stage = await setStage(CUSTOMERS);
  // The centre reaches nobody, so that the made-up numbers of tests may go to it.
  undo = registerDriver({ ...smppDriver, capabilities: { ...smppDriver.capabilities, real: false } });
  centre = await startCentre({ systemId: "bank", password: PASSWORD });
  await db().providerAccount.update({
    where: { id: stage.account.id },
    data: { driver: "smpp", settings: { host: "127.0.0.1", port: centre.port, systemId: "bank", sourceAddress: "95599", answerTimeoutMs: 1_000, reconnectMs: 30 }, secretsCipher: Buffer.from(encrypt(JSON.stringify({ password: PASSWORD }), "provider.secrets")) },
  });
  links = makeLinks();
  await links.tend();
  await vi.waitFor(() => expect(centre.connections()).toBe(1), { timeout: 10_000, interval: 10 });
});
afterEach(async () => {
  await links.close();
  await closeSmpp();
  await centre.close();
  undo();
  vi.useRealTimers();
});

async function send(): Promise<string> {
  const { id } = await startCampaign(stage.branch, "account");
  await drainPipeline();
  for (let quiet = 0; quiet < 4; quiet += 1) {
    if ((await takeCallbacks("receipts")).rows > 0) quiet = 0;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  await expectSumsRight(id);
  const phones = centre.taken.map(({ pdu }) => pdu.destination_addr);
  expect(phones.length).toBe(new Set(phones).size);
  return id;
}

describe("a campaign over an SMPP line", () => {
  it.each([["after the answer", { reports: 1 }], ["before it", { reportFirst: true }], ["three times", { reports: 3 }]])("is delivered once where its reports come %s", async (_when, behaviour) => {
    Object.assign(centre.behaviour, behaviour);
    expect(await tallyOf(await send())).toEqual({ delivered: CUSTOMERS });
    expect(await db().receipt.count({ where: { providerAccountId: stage.account.id } })).toBe(CUSTOMERS);
  });

  it("that breaks in mid-window has a sum that is right: what was written is in doubt, the rest leaves over the next connection", async () => {
    centre.behaviour.closeAfter = 6;
    centre.behaviour.status = (_pdu, count) => {
      if (count > 6) centre.behaviour.closeAfter = null;
      return 0;
    };
    const id = await send();
    const { uncertain = 0, delivered = 0, sent = 0, ...others } = await tallyOf(id);
    expect(others).toEqual({});
    expect(uncertain).toBeGreaterThan(0);
    expect(uncertain).toBeLessThanOrEqual(10);
    expect(delivered + sent).toBe(CUSTOMERS - uncertain);
    expect(await reasonsOf(id)).toMatchObject({ "uncertain/timeout": uncertain });
    expect(await db().messageAttempt.count({ where: { providerAccountId: stage.account.id, code: "hongyan.broken_off" } })).toBe(uncertain);
  });

  it("hears what a customer writes, stored before the centre is told, and leaves him out from then on", async () => {
    const refuser = stage.people[0]!;
    centre.deliver({ source_addr: refuser.phone.replace("+", ""), source_addr_ton: 1, destination_addr: "95599", data_coding: 0, short_message: "R" });
    await vi.waitFor(async () => expect([centre.acknowledged.length, await db().carrierCallback.count()]).toEqual([1, 1]), { timeout: 10_000, interval: 20 });
    const { id } = await startCampaign(stage.branch, "promotion");
    await drainPipeline();
    expect(centre.taken.map(({ pdu }) => `+${String(pdu.destination_addr)}`)).not.toContain(refuser.phone);
    expect(await tallyOf(id)).toMatchObject({ sent: CUSTOMERS - 1, withheld: 1 });
  });

  it("shows how it stands without the password", async () => {
    await vi.waitFor(async () => {
      await links.tend();
      expect(await db().carrierLinkState.findMany({ where: { providerAccountId: stage.account.id } })).toMatchObject([{ state: "up" }]);
    }, { timeout: 10_000, interval: 20 });
    expect(JSON.stringify(await db().carrierLinkState.findMany())).not.toContain(PASSWORD);
  });
});
