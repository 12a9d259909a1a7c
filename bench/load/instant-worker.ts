import { v7 as uuidv7 } from "uuid";
import type { SubmitAnswer } from "@/lib/server/carriers/port";
import { registerDriver } from "@/lib/server/carriers/registry";
import { simulator } from "@/lib/server/carriers/simulator/driver";

// The worker of a bench that measures Hongyan and not its simulated carrier: whatever is handed over is taken at once, and
// nothing is written down about it.
registerDriver({
  ...simulator,
  submit: (_account, batch) => Promise.resolve(new Map(batch.map(({ reference }): [string, SubmitAnswer] => [reference, { outcome: "accepted", providerMessageId: uuidv7() }]))),
});

await import("../../worker");
