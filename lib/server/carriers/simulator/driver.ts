import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { v7 as uuidv7 } from "uuid";
import { readStat } from "@/lib/domain/message/receipt";
import { blindIndex } from "../../crypto/blind-index";
import { encrypt } from "../../crypto/cipher";
import { pool } from "../../db/client";
import { environment } from "../../env";
import { takeIfFree } from "../../pipeline/pace";
import type { CarrierAccount, CarrierDriver, Outgoing, QueryAnswer, SubmitAnswer, SubmitCall } from "../port";
import { fateOf, type Fate } from "./fate";
import { simulatorSettings, simulatorSettingsSchema, type SimulatorSettings } from "./settings";

const FLOW_CONTROL = "8";

/** How much more than its speed the line swallows in a burst, in seconds of its speed. */
const BURST_SECONDS = 1;

type Taken = { readonly message: Outgoing; readonly providerMessageId: string; readonly fate: Fate };

async function submit(account: CarrierAccount, batch: readonly Outgoing[], { signal }: SubmitCall): Promise<ReadonlyMap<string, SubmitAnswer>> {
  const settings = simulatorSettings(account.settings);
  if (settings.submitDelayMs > 0) await sleep(settings.submitDelayMs / environment().SIMULATOR_SPEED, undefined, { signal });
  if (await isTooFast(account, settings, batch.length)) return new Map(batch.map((one) => [one.reference, { outcome: "refused", code: FLOW_CONTROL }]));
  const answers = new Map<string, SubmitAnswer>();
  const taken: Taken[] = [];
  const seenBefore = settings.throttledShare > 0 ? await throttledBefore(account, batch) : new Set<string>();
  for (const message of batch) {
    const fate = fateOf(settings, message.reference, message.purpose, seenBefore.has(message.reference));
    if (fate.refusedWith !== null) {
      answers.set(message.reference, { outcome: "refused", code: fate.refusedWith });
      continue;
    }
    // A number of its own for every submission: what is handed over twice is seen twice.
    const providerMessageId = uuidv7().replaceAll("-", "");
    taken.push({ message, providerMessageId, fate });
    answers.set(message.reference, fate.unanswered ? { outcome: "uncertain" } : { outcome: "accepted", providerMessageId });
  }
  await take(account, taken);
  return answers;
}

async function isTooFast(account: CarrierAccount, settings: SimulatorSettings, messages: number): Promise<boolean> {
  if (settings.lineSpeedPerSecond === null) return false;
  // What is refused takes no time of the line: else one burst would be refused for ever after.
  return !(await takeIfFree(pool(), `simulator:${account.id}`, messages, settings.lineSpeedPerSecond, BURST_SECONDS * 1000));
}

/** Flow control lets the second try pass: the carrier remembers the first by our attempt rows, as one that was told "later". */
async function throttledBefore(account: CarrierAccount, batch: readonly Outgoing[]): Promise<ReadonlySet<string>> {
  const { rows } = await pool().query<{ message_id: string }>(
    "SELECT DISTINCT message_id FROM message_attempt WHERE message_id = ANY($1::uuid[]) AND provider_account_id = $2::uuid AND code = $3", [batch.map((one) => one.reference), account.id, FLOW_CONTROL],
  );
  return new Set(rows.map((row) => row.message_id));
}

/** The carrier writes down what it takes in one statement of its own: durable there even if the sender dies before the answer. */
async function take(account: CarrierAccount, taken: readonly Taken[]): Promise<void> {
  if (taken.length === 0) return;
  const speed = environment().SIMULATOR_SPEED;
  const events = taken.flatMap(({ message, providerMessageId, fate }) => [
    ...fate.receipts.map((one) => ({ after: one.afterMs / speed, kind: "receipt", providerMessageId, state: one.state as string | null, code: one.code as string | null, reference: message.reference, body: null as Uint8Array | null, from: null as Uint8Array | null })),
    ...(fate.reply === null ? [] : [{
      after: fate.reply.afterMs / speed, kind: "reply", providerMessageId, state: null, code: null, reference: message.reference,
      body: encrypt(fate.reply.text, "simulator.body"), from: encrypt(message.to, "simulator.to"),
    }]),
  ]);
  await pool().query(
    `WITH taken AS (
       INSERT INTO simulated_message (provider_message_id, account_id, reference, to_cipher, to_index, body_cipher, accepted_at, arrived)
       SELECT t.id, $1::uuid, t.reference, t.to_cipher, t.to_index, t.body_cipher, clock_timestamp(), t.arrived
       FROM unnest($2::text[], $3::uuid[], $4::bytea[], $5::bytea[], $6::bytea[], $7::bool[]) AS t(id, reference, to_cipher, to_index, body_cipher, arrived))
     INSERT INTO simulated_event (account_id, due_at, kind, provider_message_id, state, code, reference, body_cipher, from_cipher)
     SELECT $1::uuid, clock_timestamp() + make_interval(secs => e.after / 1000.0), e.kind, e.id, e.state, e.code, e.reference, e.body, e.sender
     FROM unnest($8::float8[], $9::text[], $10::text[], $11::text[], $12::text[], $13::uuid[], $14::bytea[], $15::bytea[]) AS e(after, kind, id, state, code, reference, body, sender)`,
    [
      account.id, taken.map((one) => one.providerMessageId), taken.map((one) => one.message.reference), taken.map((one) => encrypt(one.message.to, "simulator.to")),
      taken.map((one) => blindIndex(one.message.to, "phone")), taken.map((one) => encrypt(one.message.text, "simulator.body")), taken.map((one) => one.fate.arrives),
      events.map((one) => one.after), events.map((one) => one.kind), events.map((one) => one.providerMessageId), events.map((one) => one.state),
      events.map((one) => one.code), events.map((one) => one.reference), events.map((one) => one.body), events.map((one) => one.from),
    ],
  );
}

async function query(account: CarrierAccount, references: readonly string[]): Promise<ReadonlyMap<string, QueryAnswer>> {
  const { rows } = await pool().query<{ reference: string; provider_message_id: string }>(
    "SELECT reference, provider_message_id FROM simulated_message WHERE account_id = $1::uuid AND reference = ANY($2::uuid[])", [account.id, references],
  );
  const found = new Map(rows.map((row) => [row.reference, row.provider_message_id]));
  return new Map(references.map((reference): [string, QueryAnswer] => {
    const providerMessageId = found.get(reference);
    return [reference, providerMessageId === undefined ? { found: false } : { found: true, providerMessageId }];
  }));
}

/** The carrier that is always there: behaves like one, reaches nobody. */
export const simulator: CarrierDriver = {
  key: "simulator",
  channel: "sms",
  capabilities: {
    maxPerCall: 500, maxCharacters: 1_000, allowsFinancePromo: true, billing: "cn-domestic", receiptMode: "poll",
    submitCodes: "cmpp-submit-resp", absenceIsProof: true, real: false, encodings: ["GSM-7", "UCS-2"], idempotent: false, promotionalWindow: null, filesTemplates: false,
  },
  settings: simulatorSettingsSchema,
  submit,
  query,
  receiptReason: (code) => readStat(code).reason ?? "unmapped",
  health: () => Promise.resolve({ ok: true, detail: "" }),
};
