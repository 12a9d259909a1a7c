import { closeSync, openSync, readFileSync, writeSync } from "node:fs";
import { setImmediate as turn } from "node:timers/promises";
import { v7 as uuidv7 } from "uuid";
import type { CarrierDriver } from "@/lib/server/carriers/port";
import { simulator } from "@/lib/server/carriers/simulator/driver";

/** What the carrier took, one text a line: neither the worker's death nor the database's undoes a line. */
export type TakenText = { readonly accountId: string; readonly to: string; readonly reference: string; readonly providerMessageId: string };

/** A batch is written in pieces, so that a death may fall into the middle of it. */
const PIECE = 25;

/** Everything that a file of taken texts holds. A death may cut even a write: a line without its end has not been taken, and the next piece begins a new one. */
export function readTaken(file: string): TakenText[] {
  return readFileSync(file, "utf8").split("\n").filter((line) => line.endsWith(" taken")).map((line) => {
    const [accountId = "", to = "", reference = "", providerMessageId = ""] = line.split(" ");
    return { accountId, to, reference, providerMessageId };
  });
}

/** A carrier of unlimited speed that takes everything, at once, and writes down each text in a file before it answers. */
export function recordingCarrier(file: string): CarrierDriver {
  return {
    ...simulator,
    async submit(account, batch) {
      const answers = new Map(batch.map(({ reference }) => [reference, { outcome: "accepted" as const, providerMessageId: uuidv7().replaceAll("-", "") }]));
      for (let from = 0; from < batch.length; from += PIECE) {
        const lines = batch.slice(from, from + PIECE).map(({ to, reference }) => `\n${account.id} ${to} ${reference} ${answers.get(reference)?.providerMessageId ?? ""} taken`);
        const sheet = openSync(file, "a");
        writeSync(sheet, lines.join(""));
        closeSync(sheet);
        await turn();
      }
      return answers;
    },
    query(account, references) {
      const known = new Map(readTaken(file).filter((text) => text.accountId === account.id).map((text) => [text.reference, text.providerMessageId]));
      return Promise.resolve(new Map(references.map((reference) => {
        const providerMessageId = known.get(reference);
        return [reference, providerMessageId === undefined ? { found: false as const } : { found: true as const, providerMessageId }];
      })));
    },
  };
}

/** The key of the same carrier, but one that cannot be asked what it took, as most cannot. */
export const MUTE = "mute";

/** The same, which answers no question. */
export function muteCarrier(file: string): CarrierDriver {
  const { submit, ...rest } = recordingCarrier(file);
  const driver: CarrierDriver = { ...rest, submit, key: MUTE, capabilities: { ...rest.capabilities, absenceIsProof: false } };
  delete driver.query;
  return driver;
}
