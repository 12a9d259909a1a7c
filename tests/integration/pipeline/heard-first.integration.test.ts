import { beforeEach, describe, expect, it } from "vitest";
import { storeCallbacks } from "@/lib/server/carriers/callbacks/store";
import type { CarrierDriver } from "@/lib/server/carriers/port";
import { registerDriver } from "@/lib/server/carriers/registry";
import { simulator } from "@/lib/server/carriers/simulator/driver";
import { db } from "@/lib/server/db/client";
import { dispatchBatch } from "@/lib/server/pipeline/dispatch";
import { expandAll, expectOne, setClock, setStage, startCampaign, takenFor } from "./stage";
import { expectSumsRight, reasonsOf } from "./sums";

beforeEach(async () => {
  setClock(12);
  await db().setting.deleteMany();
});

/** A carrier that hands replies over as they are. */
const driver: CarrierDriver = {
  ...simulator,
  parseInbound: (_account, request) => [{ providerInboundId: request.path, from: request.body, text: "R", at: new Date() }],
};

describe("a refusal that a carrier has handed over and nobody has read yet", () => {
  it("is heard before the next batch leaves", async () => {
    const stage = await setStage(5);
    const undo = registerDriver(driver);
    try {
      const { id } = await startCampaign(stage.branch, "promotion");
      const batch = expectOne(await expandAll(id));
      const refusing = stage.people[2]!;
      await storeCallbacks([{ accountId: stage.account.id, kind: "inbound", request: { path: "in-1", headers: {}, body: refusing.phone } }]);
      await dispatchBatch(batch.id);
      expect(await takenFor(id)).toEqual(stage.people.filter((one) => one !== refusing).map((one) => one.id).sort());
      expect(await reasonsOf(id)).toMatchObject({ "withheld/suppression": 1 });
      expect(await db().carrierCallback.count()).toBe(0);
      await expectSumsRight(id);
    } finally {
      undo();
    }
  });

  it("does not hold the batch for ever where it cannot be read", async () => {
    const stage = await setStage(2);
    const undo = registerDriver({ ...driver, parseInbound: () => { throw new Error("unreadable"); } });
    try {
      const { id } = await startCampaign(stage.branch, "account");
      const batch = expectOne(await expandAll(id));
      await storeCallbacks([{ accountId: stage.account.id, kind: "inbound", request: { path: "in-2", headers: {}, body: "?" } }]);
      expect(await dispatchBatch(batch.id)).toBe("sent");
      expect(await db().carrierCallback.findFirst()).toMatchObject({ failures: 1 });
    } finally {
      undo();
      await db().carrierCallback.deleteMany();
    }
  });
});
