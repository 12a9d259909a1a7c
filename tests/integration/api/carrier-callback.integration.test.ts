import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { POST as inbound } from "@/app/api/carriers/[account]/inbound/route";
import { POST as receipts } from "@/app/api/carriers/[account]/receipts/route";
import type { CarrierDriver, CarrierReceipt } from "@/lib/server/carriers/port";
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

async function send(
  route: Route,
  key: string,
  body: string,
  headers: Record<string, string> = { "X-Carrier": "secret" },
) {
  const request = new Request(`http://localhost/api/carriers/${key}/receipts`, { method: "POST", body, headers });
  const response = await route(request, { params: Promise.resolve({ account: key }) });
  return { status: response.status, body: (await response.json()) as { code?: string } };
}
const kept = () => db().receipt.count({ where: { providerAccountId: account.id } });
const REPORT = JSON.stringify([{ id: "m-1", state: "delivered" }]);

describe("a carrier's callback", () => {
  it("keeps reports, once however often they come, also before their message is known", async () => {
    expect(await send(receipts, account.key, REPORT)).toMatchObject({ status: 200 });
    expect(await send(receipts, account.key, REPORT)).toMatchObject({ status: 200 });
    expect(await kept()).toBe(1);
  });

  it("learns nothing from a wrong account, a missing proof or a callback that the driver does not have", async () => {
    const answers = [
      await send(receipts, "no-such-account", REPORT),
      await send(receipts, account.key, REPORT, {}),
      await send(inbound, account.key, "{}"),
    ];
    for (const answered of answers)
      expect(answered).toMatchObject({ status: 404, body: { code: "api.no_such_callback" } });
    expect(await kept()).toBe(1);
  });

  it("is told to come again when the report cannot be read or stored", async () => {
    expect(await send(receipts, account.key, "not json")).toMatchObject({
      status: 500,
      body: { code: "api.unexpected" },
    });
    expect(await send(receipts, account.key, "x".repeat(4 * 1024 * 1024 + 1))).toMatchObject({ status: 413 });
    expect(await kept()).toBe(1);
  });
});
