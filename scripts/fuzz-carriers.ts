// `npm run fuzz:carriers [-- runs]`: random and mutated PDUs and callbacks through everything that reads what carriers send.
// Fails on a throw, on a receipt out of octets that hold none, and on memory that grows.
import { randomBytes, randomInt, randomUUID } from "node:crypto";
import smpp from "smpp";
import { encodePdu } from "../lib/domain/carrier/cmpp/encode.ts";
import { FrameSplitter } from "../lib/domain/carrier/cmpp/frames.ts";
import { toHex } from "../lib/domain/carrier/cmpp/octets.ts";
import { reportOctets } from "../lib/domain/carrier/cmpp/report.ts";
import { aliyunVoice } from "../lib/server/carriers/aliyun-voice/driver.ts";
import { aliyun } from "../lib/server/carriers/aliyun/driver.ts";
import { cmpp } from "../lib/server/carriers/cmpp/driver.ts";
import { describeCmpp } from "../lib/server/carriers/cmpp/describe.ts";
import type { CarrierAccount, CarrierDriver } from "../lib/server/carriers/port.ts";
import { describeSmpp } from "../lib/server/carriers/smpp/codec.ts";
import { smppDriver } from "../lib/server/carriers/smpp/driver.ts";
import { tencent } from "../lib/server/carriers/tencent/driver.ts";
import { twilio } from "../lib/server/carriers/twilio/driver.ts";
import { twilioVoice } from "../lib/server/carriers/twilio-voice/driver.ts";

// Nothing here reaches a database or decrypts; what reads callbacks only wants to know how loud to be.
const NOWHERE = { DATABASE_URL: "postgres://nowhere", NEXTAUTH_SECRET: "0".repeat(32), HONGYAN_KEYS: `1:${Buffer.alloc(32).toString("base64")}`, HONGYAN_INDEX_KEY: Buffer.alloc(32).toString("base64") };
for (const [name, value] of Object.entries(NOWHERE)) process.env[name] ??= value;

const runs = Number(process.argv[2] ?? 1_000_000);
const account = (driver: string, settings: Record<string, unknown>): CarrierAccount => ({ id: randomUUID(), key: driver, driver, settings, secrets: null, speedPerSecond: 1, keepsExchanges: "none" });

const deliver = { command: "DELIVER" as const, sequence: 9, msgId: "b94bd6800f000001", destination: "10690001", serviceId: "BANK", protocolId: 0, hasHeader: false, format: 8, source: "13800138000" };
const report = reportOctets({ msgId: "b94bd6800f000001", stat: "DELIVRD", submittedAt: "2611260924", doneAt: "2611260925", destination: "13800138000" }, false);
const CMPP = [encodePdu({ ...deliver, isReport: true, content: report }, false), encodePdu({ ...deliver, isReport: true, content: report }, true), encodePdu({ ...deliver, isReport: false, content: Uint8Array.of(0, 0x52) }, false)];
const SMPP = [
  new smpp.PDU("deliver_sm", { sequence_number: 1, source_addr: "8613800138000", esm_class: 4, short_message: "id:5 stat:DELIVRD err:000" }).toBuffer(),
  new smpp.PDU("deliver_sm", { sequence_number: 1, source_addr: "8613800138000", short_message: "TD" }).toBuffer(),
  new smpp.PDU("deliver_sm", { sequence_number: 1, source_addr: "8613800138000", esm_class: 4, short_message: "", receipted_message_id: "5", message_state: 2 }).toBuffer(),
  new smpp.PDU("deliver_sm", { sequence_number: 1, source_addr: "8613800138000", esm_class: 4, short_message: "stat:DELIVRD", receipted_message_id: "4711abcd", message_state: 2 }).toBuffer(),
  new smpp.PDU("deliver_sm", { sequence_number: 1, source_addr: "8613800138000", esm_class: 4, data_coding: 8, short_message: "id:4711abcd stat:DELIVRD" }).toBuffer(),
];
const JSONS = ['[{"phone_number":"13800138000","success":true,"biz_id":"1","out_id":"x","report_time":"2026-11-26 12:00:00"}]', '[{"mobile":"13800138000","report_status":"SUCCESS","sid":"1","user_receive_time":"2026-11-26 12:00:00","nationcode":"86"}]', "MessageSid=SM1&MessageStatus=delivered", '[{"call_id":"1^2","status_code":"200001","out_id":"x","duration":"4","end_time":"2026-11-26 12:00:00"}]', `CallSid=CA${"0".repeat(32)}&CallStatus=completed&CallDuration=4`].map((text) => Buffer.from(text));

function mutated(bytes: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(bytes);
  switch (randomInt(5)) {
    case 0: return randomBytes(randomInt(300));
    case 1: return copy.subarray(0, randomInt(copy.length + 1));
    case 2: return Uint8Array.from([...copy, ...randomBytes(randomInt(40))]);
    default:
      for (let count = randomInt(1, 6); count > 0; count -= 1) copy[randomInt(copy.length)] = randomInt(256);
      return copy;
  }
}

type Target = { readonly driver: CarrierDriver; readonly account: CarrierAccount; readonly bases: readonly Uint8Array[]; readonly body: (bytes: Uint8Array) => string; readonly describe?: (hex: string) => unknown };
const TARGETS: readonly Target[] = [
  { driver: cmpp, account: account("cmpp", { host: "h", sourceAddress: "901234", sourceNumber: "1069" }), bases: CMPP, body: toHex, describe: describeCmpp },
  { driver: smppDriver, account: account("smpp", { host: "h", systemId: "b", sourceAddress: "1" }), bases: SMPP, body: toHex, describe: describeSmpp },
  ...[aliyun, tencent, twilio, aliyunVoice, twilioVoice].map((driver): Target => ({ driver, account: account(driver.key, {}), bases: JSONS, body: (bytes) => Buffer.from(bytes).toString("utf8") })),
];

let [receipts, replies, strange] = [0, 0, 0];
const memory = () => {
  (globalThis as { gc?: () => void }).gc?.();
  return process.memoryUsage().heapUsed;
};
let warm = 0;
for (let run = 0; run < runs; run += 1) {
  if (run === Math.min(20_000, Math.floor(runs / 4))) warm = memory();
  const target = TARGETS[run % TARGETS.length];
  const base = target?.bases[randomInt(target.bases.length)];
  if (!target || !base) continue;
  const bytes = mutated(base);
  if (target.describe) {
    new FrameSplitter(12, 16_384).push(bytes);
    target.describe(toHex(bytes));
  }
  const request = { path: "", headers: {}, body: target.body(bytes) };
  for (const receipt of (await target.driver.parseReceipts?.(target.account, request)) ?? []) {
    receipts += 1;
    // Every receipt must stand in what came: its code and its id are in these very octets.
    const [id, octets] = [receipt.providerMessageId, Buffer.from(bytes)];
    const named = target.driver === cmpp ? toHex(bytes).includes(id) : octets.includes(id, 0, "latin1") || octets.includes(Buffer.from(id, "utf16le").swap16());
    if (!named || id === "" || Number.isNaN(receipt.at.getTime())) {
      strange += 1;
      console.log(target.driver.key, JSON.stringify(receipt), request.body);
    }
  }
  replies += target.driver.parseInbound?.(target.account, request).length ?? 0;
}
const grown = (memory() - warm) / 1_048_576;
console.log(`${runs} PDUs and callbacks: nothing threw; ${receipts} receipts and ${replies} replies stood whole in what came, ${strange} did not; heap ${grown >= 0 ? "+" : ""}${grown.toFixed(1)} MiB`);
process.exit(strange > 0 || grown > 32 ? 1 : 0);
