import { setTimeout as sleep } from "node:timers/promises";
import { v7 as uuidv7 } from "uuid";
import { registerDriver } from "@/lib/server/carriers/registry";
import { simulator } from "@/lib/server/carriers/simulator/driver";

// The worker of bench/scale-out.ts: worker.ts as it is, with a carrier that takes everything at once (or after
// BENCH_CARRIER_MS a call) and keeps nothing, so that what is measured is ours alone.
const delayMs = Number(process.env.BENCH_CARRIER_MS ?? 0);

registerDriver({
  ...simulator,
  async submit(_account, batch) {
    if (delayMs > 0) await sleep(delayMs);
    return new Map(batch.map((one) => [one.reference, { outcome: "accepted" as const, providerMessageId: uuidv7().replaceAll("-", "") }]));
  },
});
await import("../worker");
