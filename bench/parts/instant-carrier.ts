import { setTimeout as sleep } from "node:timers/promises";
import { v7 as uuidv7 } from "uuid";
import { z } from "zod";
import type { CarrierDriver } from "@/lib/server/carriers/port";
import { registerDriver } from "@/lib/server/carriers/registry";
import { simulator } from "@/lib/server/carriers/simulator/driver";

// A carrier that takes its time with each call.
const DELAY_MS = Number(process.env.BENCH_CARRIER_MS ?? 0);

const reportsSchema = z.array(z.object({ id: z.string(), at: z.iso.datetime() }));

/** Reports as this carrier calls back with them: a list of its numbers, all delivered. */
export function reportsBody(ids: readonly string[], at: Date): string {
  return JSON.stringify(ids.map((id) => ({ id, at: at.toISOString() })));
}

/** A carrier that takes everything and answers at once, of unlimited speed; it keeps nothing and reports nothing of its own accord. */
export const instantCarrier: CarrierDriver = {
  ...simulator,
  async submit(_account, batch) {
    if (DELAY_MS > 0) await sleep(DELAY_MS);
    return new Map(batch.map((one) => [one.reference, { outcome: "accepted" as const, providerMessageId: uuidv7().replaceAll("-", "") }]));
  },
  query: () => Promise.resolve(new Map()),
  parseReceipts: (_account, { body }) => reportsSchema.parse(JSON.parse(body)).map(({ id, at }) => ({ providerMessageId: id, reference: null, state: "delivered", code: "DELIVRD", at: new Date(at), record: JSON.stringify({ id, at }) })),
};

/** Puts it in the simulator's place, in this process only. */
export function putInstantCarrierInPlace(): void {
  registerDriver(instantCarrier);
}
