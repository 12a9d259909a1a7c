import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { POST as inbound } from "@/app/api/carriers/[account]/inbound/route";
import { POST as receipts } from "@/app/api/carriers/[account]/receipts/route";
import type { CarrierDriver, CarrierReceipt } from "@/lib/server/carriers/port";
import { takeCallbacks, TRIES } from "@/lib/server/carriers/callbacks/take";
import { driverNamed, registerDriver } from "@/lib/server/carriers/registry";
import { db } from "@/lib/server/db/client";
import { makeProviderAccount } from "@/prisma/factories/carrier";

type Route = typeof receipts;

/** A carrier that signs its callbacks with a password and reports in JSON; it has no replies. */
const driver: CarrierDriver = {
  ...driverNamed("simulator"),
  verify: (_account, request) => request.headers["x-carrier"] === "secret",
  parseReceipts: (_account, request) =>
    (JSON.parse(request.body) as { id: string; state: CarrierReceipt["state"] }[]).map(({ id, state }) => ({
      providerMessageId: id,
      reference: null,
      state,
      code: state,
      at: new Date("2026-11-24T00:00:00Z"),
    })),
};

let account: { id: string; key: string };
let restore: () => void;
beforeAll(async () => {
  account = await makeProviderAccount();
  restore = registerDriver(driver);
});
afterAll(() => restore());

async function send(route: Route, key: string, body: string, headers: Record<string, string> = { "X-Carrier": "secret" }) {
  const request = new Request(`http://localhost/api/carriers/${key}/receipts`, { method: "POST", body, headers });
  const response = await route(request, { params: Promise.resolve({ account: key }) });
  const text = await response.text();
  return { status: response.status, body: text.startsWith("{") ? (JSON.parse(text) as { code?: string }) : text };
}
const kept = () => db().receipt.count({ where: { providerAccountId: account.id } });
const waiting = () => db().carrierCallback.findMany({ where: { providerAccountId: account.id }, select: { requestCipher: true, failures: true } });
const REPORT = JSON.stringify([{ id: "m-1", state: "delivered" }]);

describe("a carrier's callback", () => {
  it("is written down as it came, encrypted, before anybody reads it, and then read by the worker", async () => {
    expect(await send(receipts, account.key, REPORT)).toEqual({ status: 204, body: "" });
    const rows = await waiting();
    expect(rows).toHaveLength(1);
    expect(Buffer.from(rows[0]?.requestCipher ?? []).includes("m-1")).toBe(false);
    expect(await kept()).toBe(0);
    expect((await takeCallbacks("receipts")).rows).toBe(1);
    expect([await waiting(), await kept()]).toEqual([[], 1]);
  });

  it("keeps reports once, however often they come, also before their message is known", async () => {
    await send(receipts, account.key, REPORT);
    await send(receipts, account.key, REPORT);
    await takeCallbacks("receipts");
    expect([await waiting(), await kept()]).toEqual([[], 1]);
  });

  it("is answered in the carrier's own form", async () => {
    const undo = registerDriver({ ...driver, answer: () => ({ status: 200, contentType: "application/json", body: '{"code":0}' }) });
    expect(await send(receipts, account.key, REPORT)).toEqual({ status: 200, body: { code: 0 } });
    undo();
    await takeCallbacks("receipts");
  });

  it("learns nothing from a wrong account, a missing proof or a callback that the driver does not have", async () => {
    const answers = [
      await send(receipts, "no-such-account", REPORT),
      await send(receipts, account.key, REPORT, {}),
      await send(inbound, account.key, "{}"),
    ];
    for (const answered of answers) expect(answered).toMatchObject({ status: 404, body: { code: "api.no_such_callback" } });
    expect(await waiting()).toEqual([]);
  });

  it("is told to come again when it is too large, and stays for a person when nobody can read it, while others go on", async () => {
    expect(await send(receipts, account.key, "x".repeat(4 * 1024 * 1024 + 1))).toMatchObject({ status: 413 });
    await send(receipts, account.key, "not json");
    await send(receipts, account.key, "[]");
    await send(receipts, account.key, JSON.stringify([{ id: "m-2", state: "delivered" }]));
    await takeCallbacks("receipts");
    expect(await kept()).toBe(2);
    expect((await waiting()).map((row) => row.failures)).toEqual([1, 1]);
    // Its hour comes again and again, and then no more.
    for (let round = 1; round < TRIES; round += 1) {
      await db().carrierCallback.updateMany({ where: { providerAccountId: account.id }, data: { nextAt: new Date(0) } });
      await takeCallbacks("receipts");
    }
    expect((await waiting()).map((row) => row.failures)).toEqual([TRIES, TRIES]);
    expect((await takeCallbacks("receipts")).rows).toBe(0);
  });
});
