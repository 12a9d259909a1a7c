import { chinaTime } from "../china-time";
import { idAt, recordsOf, textAt, type JsonRecord } from "../json";
import { toE164 } from "../phone";

export type ReadInbound = { readonly providerInboundId: string; readonly from: string; readonly text: string; readonly at: Date };

const TEXT_MAX = 2_000;

function readOne(record: JsonRecord, receivedAt: Date): ReadInbound | null {
  const from = toE164(textAt(record, "phone_number", 24) ?? "");
  const id = idAt(record, "sequence_id");
  const text = textAt(record, "content", TEXT_MAX);
  if (from === null || id === null || text === null) return null;
  return { providerInboundId: id, from, text, at: chinaTime(textAt(record, "send_time")) ?? receivedAt };
}

/** Reads a SmsUp callback (help.aliyun.com: SmsUp): replies of customers. */
export function readAliyunInbound(body: string, receivedAt: Date): { readonly inbound: readonly ReadInbound[]; readonly unreadable: number } {
  const { records, unreadable } = recordsOf(body);
  const read = records.map((record) => readOne(record, receivedAt));
  const inbound = read.filter((one) => one !== null);
  return { inbound, unreadable: unreadable + read.length - inbound.length };
}
