import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { encrypt } from "@/lib/server/crypto/cipher";
import { db } from "@/lib/server/db/client";
import { systemActor } from "@/lib/domain/access/permissions";
import { makeProviderAccount } from "@/prisma/factories/carrier";
import { TRIES } from "../carriers/callbacks/take";
import { readHealth } from "./health";

const actor = systemActor("test", ["settings:read"]);
let account: { id: string };
beforeAll(async () => {
  account = await makeProviderAccount();
});
const healthOf = async () => (await readHealth(actor)).get(account.id);

describe("the health of an account", () => {
  it("of one that never sent anything is silent and closed", async () => {
    expect(await healthOf()).toMatchObject({ breaker: "closed", accepted: 0, answerMs: null, links: [], waiting: 0, unreadable: 0 });
  });

  it("adds up its last quarter of an hour and nothing older", async () => {
    const minute = (ago: number) => new Date(Math.floor(Date.now() / 60_000 - ago) * 60_000);
    await db().accountMinute.createMany({ data: [
      { providerAccountId: account.id, minute: minute(1), accepted: 5, troubled: 1, answerMs: 300n, calls: 2 }, { providerAccountId: account.id, minute: minute(3), accepted: 7, delivered: 4, failed: 1, answerMs: 100n, calls: 2 },
      { providerAccountId: account.id, minute: minute(20), accepted: 100 },
    ] });
    expect(await healthOf()).toMatchObject({ accepted: 12, troubled: 1, delivered: 4, failed: 1, answerMs: 100 });
  });

  it("tells connections that live from those of workers that are gone, and what waits from what nobody can read", async () => {
    const link = (worker: string, state: string, at: Date) => ({ providerAccountId: account.id, worker, slot: 0, state, detail: "", inFlight: 0, window: 16, at });
    await db().carrierLinkState.createMany({ data: [link("a", "up", new Date()), link("b", "down", new Date()), link("gone", "up", new Date(Date.now() - 60_000))] });
    const callback = (failures: number) => ({ providerAccountId: account.id, kind: "receipts", requestCipher: encrypt(randomUUID(), "carrier.callback"), receivedAt: new Date(), nextAt: new Date(), failures });
    await db().carrierCallback.createMany({ data: [callback(0), callback(1), callback(TRIES)] });
    expect(await healthOf()).toMatchObject({ links: [{ state: "up" }, { state: "down" }], waiting: 2, unreadable: 1 });
    await db().carrierCallback.deleteMany({ where: { providerAccountId: account.id } });
  });

  it("says why it rests and until when", async () => {
    const until = new Date(Date.now() + 60_000);
    await db().providerAccount.update({ where: { id: account.id }, data: { breaker: "open", breakerAt: until, breakerWhy: { code: "answers", share: 0.6, of: 40, times: 1 } } });
    expect(await healthOf()).toMatchObject({ breaker: "open", at: until, why: { code: "answers", share: 0.6, of: 40 } });
  });
});
