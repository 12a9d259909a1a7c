import { readMessageState, readStat } from "@/lib/domain/message/receipt";
import type { ReceiptOutcome } from "@/lib/domain/message/states";

/** How the ids of receipts relate to those of submit_sm_resp: many centres give one in hex and the other in decimal. */
export const RECEIPT_IDS = ["same", "decimal-to-hex", "hex-to-decimal"] as const;
export type ReceiptIds = (typeof RECEIPT_IDS)[number];

export type SmppReceipt = { readonly id: string; readonly state: ReceiptOutcome; readonly code: string };

/** What a deliver_sm holds, as far as receipts are concerned. */
export type ReceiptSource = { readonly text: string; readonly receiptedId: string | null; readonly messageState: number | null };

const field = (text: string, name: string) => new RegExp(String.raw`(?:^|[\s])${name}:\s*([^\s]+)`, "i").exec(text)?.[1] ?? null;

// Padding stands at the end. A NUL in the middle is damage: without it, what is left would be another message's id.
const unpadded = (id: string) => id.replace(/[\u0000\s]+$/, "").trimStart();
const withoutZeros = (digits: string) => digits.replace(/^0+(?=.)/, "");

/** The id of a submit_sm_resp in the form that receipts are compared with: where those are converted, without leading zeros and in small letters. */
export function submittedId(id: string, ids: ReceiptIds): string {
  const plain = unpadded(id);
  if (ids === "decimal-to-hex" && /^[0-9a-f]+$/i.test(plain)) return withoutZeros(plain.toLowerCase());
  if (ids === "hex-to-decimal" && /^\d+$/.test(plain)) return withoutZeros(plain);
  return plain;
}

/** The id as submit_sm_resp had it; one that is no such number stays as it is. */
export function toSubmitId(id: string, ids: ReceiptIds): string {
  const plain = unpadded(id);
  if (ids === "decimal-to-hex" && /^\d+$/.test(plain)) return BigInt(plain).toString(16);
  if (ids === "hex-to-decimal" && /^[0-9a-f]+$/i.test(plain)) return BigInt(`0x${plain}`).toString(10);
  return plain;
}

/**
 * The receipt in a deliver_sm that says it is one: its parameters win over its text, whose form is each vendor's own (SMPP 3.4
 * Appendix B): fields in any order, in any case, some missing. Null where it names no message or no state.
 */
export function readSmppReceipt({ text, receiptedId, messageState }: ReceiptSource, ids: ReceiptIds): SmppReceipt | null {
  const plain = text.replace(/\u0000+$/, "");
  const id = receiptedId === null ? field(plain, "id") : unpadded(receiptedId);
  const stat = field(plain, "stat");
  if (id === null || !/^[\x21-\x7e]{1,64}$/.test(id) || (stat === null && messageState === null)) return null;
  const reading = messageState === null || readMessageState(messageState).stat === "" ? readStat(stat ?? "") : readMessageState(messageState);
  if (reading.stat === "") return null;
  return { id: toSubmitId(id, ids), state: reading.outcome, code: reading.stat };
}
