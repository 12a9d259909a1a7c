import { v7 as uuidv7 } from "uuid";
import type { CarrierDriver } from "@/lib/server/carriers/port";
import { registerDriver } from "@/lib/server/carriers/registry";
import { simulator } from "@/lib/server/carriers/simulator/driver";

/** A carrier that takes everything and answers at once, of unlimited speed; it keeps nothing and reports nothing. */
export const instantCarrier: CarrierDriver = {
  ...simulator,
  submit: (_account, batch) => Promise.resolve(new Map(batch.map((one) => [one.reference, { outcome: "accepted" as const, providerMessageId: uuidv7().replaceAll("-", "") }]))),
  query: () => Promise.resolve(new Map()),
};

/** Puts it in the simulator's place, in this process only. */
export function useInstantCarrier(): void {
  registerDriver(instantCarrier);
}
