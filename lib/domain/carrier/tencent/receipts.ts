import { readStat } from "@/lib/domain/message/receipt";
import type { ReceiptOutcome } from "@/lib/domain/message/states";
import { chinaTime } from "../china-time";
import { readEcho } from "../echo";
import { idAt, recordsOf, textAt, type JsonRecord } from "../json";
import { toE164 } from "../phone";
import type { RecordedReceipt } from "../read-receipt";

/** The state that a report's two statements agree on; null where it says neither SUCCESS nor FAIL. */
function stateOf(status: string | null, code: string): ReceiptOutcome | null {
  const { outcome } = readStat(code);
  if (status === "SUCCESS") return code === "" || outcome === "delivered" ? "delivered" : outcome === "failed" ? "unknown" : outcome;
  if (status === "FAIL") return outcome === "delivered" ? "unknown" : "failed";
  return null;
}

function numberOf(record: JsonRecord): string | null {
  const mobile = textAt(record, "mobile", 24) ?? "";
  const country = textAt(record, "nationcode", 6);
  return toE164(country !== null && !mobile.startsWith("+") ? `+${country}${mobile}` : mobile);
}

function readOne(record: JsonRecord, tokenOf: (phone: string) => string, receivedAt: Date): RecordedReceipt | null {
  const sid = idAt(record, "sid");
  const code = textAt(record, "errmsg", 64) ?? "";
  const state = stateOf(textAt(record, "report_status", 16), code);
  if (sid === null || state === null) return null;
  const number = numberOf(record);
  const { reference } = readEcho(textAt(record, "ext", 511), number === null ? null : tokenOf(number));
  return { providerMessageId: sid, reference, state, code, at: chinaTime(textAt(record, "user_receive_time")) ?? receivedAt, record: JSON.stringify(record) };
}

/**
 * Reads a status callback (cloud.tencent.com document 382/52077: an array; `ext` holds our session context where the account
 * has it switched on; times in China Standard Time). What is not plainly a report counts as unreadable.
 */
export function readTencentReceipts(body: string, tokenOf: (phone: string) => string, receivedAt: Date): { readonly receipts: readonly RecordedReceipt[]; readonly unreadable: number } {
  const { records, unreadable } = recordsOf(body);
  const read = records.map((record) => readOne(record, tokenOf, receivedAt));
  const receipts = read.filter((one) => one !== null);
  return { receipts, unreadable: unreadable + read.length - receipts.length };
}

const TEXT_MAX = 2_000;

/** Reads a reply callback (cloud.tencent.com: SMS Reply); it has no id, so `digest` makes one of what tells replies apart. */
export function readTencentInbound(body: string, digest: (text: string) => string): { readonly inbound: readonly { readonly providerInboundId: string; readonly from: string; readonly text: string; readonly at: Date }[]; readonly unreadable: number } {
  const { records, unreadable } = recordsOf(body);
  const read = records.map((record) => {
    const from = numberOf(record);
    const text = textAt(record, "text", TEXT_MAX);
    const seconds = typeof record.time === "number" ? record.time : Number(textAt(record, "time") ?? Number.NaN);
    const at = new Date(seconds * 1_000);
    if (from === null || text === null || Number.isNaN(at.getTime()) || seconds <= 0) return null;
    return { providerInboundId: digest([from, String(seconds), textAt(record, "sign") ?? "", textAt(record, "extend") ?? "", text].join("\u0000")), from, text, at };
  });
  const inbound = read.filter((one) => one !== null);
  return { inbound, unreadable: unreadable + read.length - inbound.length };
}
