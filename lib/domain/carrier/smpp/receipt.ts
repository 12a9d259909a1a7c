import { readMessageState, readStat } from "@/lib/domain/message/receipt";
import type { ReceiptOutcome } from "@/lib/domain/message/states";

/** How the ids of receipts relate to those of submit_sm_resp: many centres give one in hex and the other in decimal. */
export const RECEIPT_IDS = ["same", "decimal-to-hex", "hex-to-decimal"] as const;
export type ReceiptIds = (typeof RECEIPT_IDS)[number];

export type SmppReceipt = { readonly id: string; readonly state: ReceiptOutcome; readonly code: string };

/** What a deliver_sm holds, as far as receipts are concerned. */
export type ReceiptSource = { readonly text: string; readonly receiptedId: string | null; readonly messageState: number | null };

const field = (text: string, name: string) => new RegExp(String.raw`(?:^|[\s])${name}:\s*([^\s]+)`, "i").exec(text)?.[1] ?? null;

/** The id as submit_sm_resp had it; one that is no such number stays as it is. */
export function toSubmitId(id: string, ids: ReceiptIds): string {
  const plain = id.replaceAll("\u0000", "").trim();
  if (ids === "decimal-to-hex" && /^\d+$/.test(plain)) return BigInt(plain).toString(16);
  if (ids === "hex-to-decimal" && /^[0-9a-f]+$/i.test(plain)) return BigInt(`0x${plain}`).toString(10);
  return plain;
}

/**
 * The receipt in a deliver_sm that says it is one: its parameters win over its text, whose form is each vendor's own (SMPP 3.4
 * Appendix B): fields in any order, in any case, some missing. Null where it names no message or no state.
 */
export function readSmppReceipt({ text, receiptedId, messageState }: ReceiptSource, ids: ReceiptIds): SmppReceipt | null {
  const plain = text.replaceAll("\u0000", "");
  const id = receiptedId ?? field(plain, "id");
  const stat = field(plain, "stat");
  if (id === null || (stat === null && messageState === null)) return null;
  const named = toSubmitId(id, ids);
  if (!/^[\x21-\x7e]{1,64}$/.test(named)) return null;
  const reading = messageState === null || readMessageState(messageState).stat === "" ? readStat(stat ?? "") : readMessageState(messageState);
  if (reading.stat === "") return null;
  return { id: named, state: reading.outcome, code: reading.stat };
}
