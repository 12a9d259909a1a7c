import type { ReceiptOutcome } from "@/lib/domain/message/states";
import { classifyCode } from "@/lib/domain/message/provider-error";
import { chinaTime } from "../china-time";
import { readEcho } from "../echo";
import { idAt, recordsOf, textAt, type JsonRecord } from "../json";
import { toE164 } from "../phone";
import type { RecordedReceipt } from "../read-receipt";

/** What names one message of a call whose messages share one BizId. */
export function groupMessageId(bizId: string, token: string): string {
  return `${bizId}.${token}`;
}

/** The state that a report's two statements agree on; null where it says neither yes nor no. */
function stateOf(record: JsonRecord, code: string): ReceiptOutcome | null {
  const { success } = record;
  const yes = success === true || success === "true";
  if (!yes && success !== false && success !== "false") return null;
  const known = classifyCode("aliyun-sms-receipt", code);
  // "Taken, no final state" is no failure, whatever the flag says.
  if (known.action === "wait_receipt") return "accepted";
  if (yes) return known.class === null || !known.mapped ? "delivered" : "unknown";
  return known.mapped && known.class === null ? "unknown" : "failed";
}

function readOne(record: JsonRecord, tokenOf: (phone: string) => string, receivedAt: Date): RecordedReceipt | null {
  const bizId = idAt(record, "biz_id");
  const phone = toE164(textAt(record, "phone_number", 24) ?? "");
  const code = textAt(record, "err_code", 64) ?? "";
  const state = stateOf(record, code);
  if (bizId === null || phone === null || state === null) return null;
  const token = tokenOf(phone);
  const { group, reference } = readEcho(textAt(record, "out_id", 255), token);
  const at = chinaTime(textAt(record, "report_time")) ?? receivedAt;
  return { providerMessageId: group ? groupMessageId(bizId, token) : bizId, reference, state, code, at, record: JSON.stringify(record) };
}

/**
 * Reads a SmsReport callback (help.aliyun.com: SmsReport, an array of reports, times in China Standard Time). What is not
 * plainly a report counts as unreadable and never becomes a receipt.
 */
export function readAliyunReceipts(body: string, tokenOf: (phone: string) => string, receivedAt: Date): { readonly receipts: readonly RecordedReceipt[]; readonly unreadable: number } {
  const { records, unreadable } = recordsOf(body);
  const read = records.map((record) => readOne(record, tokenOf, receivedAt));
  const receipts = read.filter((one) => one !== null);
  return { receipts, unreadable: unreadable + read.length - receipts.length };
}
