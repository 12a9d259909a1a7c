import "server-only";
import smpp, { type PDU } from "smpp";
import { toHex } from "@/lib/domain/carrier/cmpp/octets";

/** Header of four fields; the package refuses more than 16 KiB, and so does the frame check before it. */
export const SMPP_LEAST = 16;
export const SMPP_MOST = 16_384;

export type SmppPdu = { readonly sequence: number; readonly pdu: PDU };

/** One PDU by the package, or null: it throws at what is cut short or says a wrong length, and is given nothing but whole frames. */
export function decodeSmpp(frame: Uint8Array): SmppPdu | null {
  if (frame.length < SMPP_LEAST || frame.length > SMPP_MOST) return null;
  const buffer = Buffer.from(frame);
  if (buffer.readUInt32BE(0) !== frame.length) return null;
  try {
    const pdu = new smpp.PDU(buffer);
    return { sequence: pdu.sequence_number, pdu };
  } catch {
    return null;
  }
}

/** The same from hex digits. */
export function decodeSmppHex(hex: string): SmppPdu | null {
  return /^(?:[0-9a-f]{2})+$/i.test(hex) ? decodeSmpp(Buffer.from(hex, "hex")) : null;
}

export function makeSmpp(command: string, sequence: number, fields: Readonly<Record<string, unknown>> = {}): SmppPdu {
  return { sequence, pdu: new smpp.PDU(command, { ...fields, sequence_number: sequence }) };
}

/** A status as provider-errors.json spells it: 0x00000058. */
export function statusCode(status: number): string {
  return `0x${status.toString(16).toUpperCase().padStart(8, "0")}`;
}

type Message = { readonly message?: unknown; readonly udh?: readonly Uint8Array[] };

/** The text of a deliver_sm, in short_message or message_payload; null for octets that are no text. */
export function textOfPdu(pdu: PDU): string | null {
  for (const field of [pdu.short_message, pdu.message_payload] as (Message | undefined)[]) {
    const message = field?.message;
    if (typeof message === "string" && message !== "") return message;
  }
  const short = (pdu.short_message as Message | undefined)?.message;
  return typeof short === "string" ? short : null;
}

/** A PDU in hex as fields for people; null for what is no PDU. */
export function describeSmpp(hex: string): Readonly<Record<string, unknown>> | null {
  const decoded = decodeSmppHex(hex.replaceAll(/\s/g, ""));
  if (!decoded) return null;
  const { command, command_status: status, sequence_number: sequence, command_id: _id, command_length: length, ...fields } = decoded.pdu as PDU & Record<string, unknown>;
  const readable = Object.fromEntries(Object.entries(fields).filter(([, value]) => typeof value !== "function").map(([name, value]) => [name, value instanceof Uint8Array ? toHex(value) : value]));
  return { command, sequence, status: statusCode(status), length, ...readable, ...("password" in readable ? { password: "…" } : {}) };
}
