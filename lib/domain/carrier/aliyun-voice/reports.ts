import type { CallReason } from "@/lib/domain/message/call-reasons";
import { classifyCode } from "@/lib/domain/message/provider-error";
import type { ReceiptOutcome } from "@/lib/domain/message/states";
import { chinaTime } from "../china-time";
import { isReference } from "../echo";
import { idAt, recordsOf, textAt, type JsonRecord } from "../json";
import type { RecordedReceipt } from "../read-receipt";
import { receiptReasonOf } from "../receipt-reason";
import { secondsOf } from "../seconds";

export type ReadCall = RecordedReceipt & { readonly heardSeconds: number | null };

const SPACE = "aliyun-vms";

// help.aliyun.com document_detail/55085 and 112804: what the carrier says of a call to one person.
const REASONS: Readonly<Record<string, CallReason>> = {
  "200001": "hung_up", "200002": "busy", "200003": "no_answer", "200005": "out_of_reach", "200007": "out_of_reach", "200010": "switched_off", "200011": "out_of_reach", "200012": "out_of_reach",
};

/** Why a call with this result was not heard: a reason of lib/domain/message/reasons.ts. */
export function aliyunCallReason(code: string): string {
  return (Object.hasOwn(REASONS, code) ? REASONS[code] : undefined) ?? receiptReasonOf(SPACE, code);
}

/** Heard to the end is delivered; put down early is not; what says nothing final is a sign of life. */
function stateOf(code: string): ReceiptOutcome {
  const known = classifyCode(SPACE, code);
  if (known.action === "final_success") return "delivered";
  return known.action === "wait_receipt" ? "accepted" : "failed";
}

const RESULT = /^\d{3,6}$/;
// "Not put through" for a dozen reasons: what the network's announcement said, where the account has it recognised, says which.
const COARSE = "200005";

function codeOf(record: JsonRecord): string {
  const code = textAt(record, "status_code", 12) ?? "";
  const announced = textAt(record, "early_media_code", 12) ?? "";
  return code === COARSE && RESULT.test(announced) && classifyCode(SPACE, announced).mapped && stateOf(announced) === "failed" ? announced : code;
}

function readOne(record: JsonRecord, receivedAt: Date): ReadCall | null {
  const callId = idAt(record, "call_id");
  const code = codeOf(record);
  if (callId === null || !RESULT.test(code)) return null;
  const outId = textAt(record, "out_id", 64);
  const at = chinaTime(textAt(record, "end_time")) ?? chinaTime(textAt(record, "status_time")) ?? receivedAt;
  return { providerMessageId: callId, reference: outId !== null && isReference(outId) ? outId : null, state: stateOf(code), code, at, heardSeconds: secondsOf(textAt(record, "duration", 12)), record: JSON.stringify(record) };
}

/**
 * Reads VoiceReport (help.aliyun.com/zh/vms/voicereport-6: the end of a call) and VoiceCallReport (voicecallreport-4: signs of
 * life), JSON arrays, times in China Standard Time. What is not plainly a report counts as unreadable.
 */
export function readAliyunCalls(body: string, receivedAt: Date): { readonly receipts: readonly ReadCall[]; readonly unreadable: number } {
  const { records, unreadable } = recordsOf(body);
  const read = records.map((record) => readOne(record, receivedAt));
  const receipts = read.filter((one) => one !== null);
  return { receipts, unreadable: unreadable + read.length - receipts.length };
}
