import { fail, ok, type Result } from "@/lib/domain/shared/result";
import { OctetReader } from "./octets";
import { COMMANDS, FRAME_OCTETS_MAX, HEADER_OCTETS, type CmppFault, type Deliver, type Pdu, type Submit } from "./pdu";

const NAMES = new Map<number, keyof typeof COMMANDS>(Object.entries(COMMANDS).map(([name, id]) => [id, name as keyof typeof COMMANDS]));

function readSubmit(reader: OctetReader, sequence: number, wide: boolean): Submit | null {
  const terminal = wide ? 32 : 21;
  const [msgId, total, number, registeredDelivery, level] = [reader.hex(8), reader.u8(), reader.u8(), reader.u8(), reader.u8()];
  const [serviceId, feeUserType, feeTerminal] = [reader.text(10), reader.u8(), reader.text(terminal)];
  if (wide) reader.u8();
  const [protocolId, header, format, source, feeType, feeCode] = [reader.u8(), reader.u8(), reader.u8(), reader.text(6), reader.text(2), reader.text(6)];
  const [validUntil, sendAt, sourceNumber, count] = [reader.text(17), reader.text(17), reader.text(21), reader.u8()];
  // Dest_terminal_Id: fewer than 100, and never so many that they would not fit.
  if (count === 0 || count > 99 || count * terminal > reader.left) return null;
  const destinations = Array.from({ length: count }, () => reader.text(terminal));
  if (wide) reader.u8();
  const content = reader.octets(reader.u8());
  reader.octets(wide ? 20 : 8);
  return {
    command: "SUBMIT", sequence, msgId, total, number, registeredDelivery, level, serviceId, feeUserType, feeTerminal, protocolId, hasHeader: header === 1, format, source, feeType, feeCode, validUntil, sendAt,
    sourceNumber, destinations, content,
  };
}

function readDeliver(reader: OctetReader, sequence: number, wide: boolean): Deliver {
  const [msgId, destination, serviceId, protocolId, header, format] = [reader.hex(8), reader.text(21), reader.text(10), reader.u8(), reader.u8(), reader.u8()];
  const source = reader.text(wide ? 32 : 21);
  if (wide) reader.u8();
  // 1 by the standard; what is neither 0 nor 1 is at least no customer's text.
  const registered = reader.u8();
  const content = reader.octets(reader.u8());
  reader.octets(wide ? 20 : 8);
  return { command: "DELIVER", sequence, msgId, destination, serviceId, protocolId, hasHeader: header === 1, format, source, isReport: registered !== 0, content };
}

/** Status and Result are one octet in version 2 and four in version 3; both are read by what is there, since gateways mix them. */
function readStatus(reader: OctetReader, octetsAfter: number): number | null {
  const width = reader.left - octetsAfter;
  return width === 4 ? reader.u32() : width === 1 ? reader.u8() : null;
}

function readBody(reader: OctetReader, commandId: number, sequence: number, wide: boolean): Pdu | null {
  const name = NAMES.get(commandId);
  switch (name) {
    case "CONNECT":
      return { command: name, sequence, sourceAddress: reader.text(6), authenticator: reader.hex(16), version: reader.u8(), timestamp: reader.u32() };
    case "CONNECT_RESP": {
      const status = readStatus(reader, 17);
      return status === null ? null : { command: name, sequence, status, authenticator: reader.hex(16), version: reader.u8() };
    }
    case "SUBMIT":
      return readSubmit(reader, sequence, wide);
    case "DELIVER":
      return readDeliver(reader, sequence, wide);
    case "SUBMIT_RESP":
    case "DELIVER_RESP": {
      const msgId = reader.hex(8);
      const result = readStatus(reader, 0);
      return result === null ? null : { command: name, sequence, msgId, result };
    }
    case "ACTIVE_TEST_RESP":
      // One reserved octet, which some leave out.
      if (reader.left === 1) reader.u8();
      return { command: name, sequence };
    case "TERMINATE":
    case "TERMINATE_RESP":
    case "ACTIVE_TEST":
      return { command: name, sequence };
    default:
      return { command: "OTHER", sequence, commandId, body: reader.octets(Math.max(0, reader.left)) };
  }
}

/**
 * One PDU, read with the widths of version 3 (`wide`) or 2; every octet must be accounted for, so that nothing is read that
 * was not meant. Source: QB-GF-028-2003 §8.
 */
export function decodePdu(frame: Uint8Array, wide: boolean): Result<Pdu, CmppFault> {
  if (frame.length < HEADER_OCTETS) return fail({ code: "cmpp.too_short" });
  if (frame.length > FRAME_OCTETS_MAX) return fail({ code: "cmpp.too_long" });
  const reader = new OctetReader(frame);
  if (reader.u32() !== frame.length) return fail({ code: "cmpp.length_wrong" });
  const [commandId, sequence] = [reader.u32(), reader.u32()];
  const pdu = readBody(reader, commandId, sequence, wide);
  return pdu !== null && reader.isAtEnd ? ok(pdu) : fail({ code: "cmpp.malformed" });
}

/** The same where the version is not known, or not to be trusted: tried first as expected, then the other way. */
export function decodeEither(frame: Uint8Array, wideFirst: boolean): Result<Pdu, CmppFault> {
  const expected = decodePdu(frame, wideFirst);
  if (expected.ok) return expected;
  const other = decodePdu(frame, !wideFirst);
  return other.ok ? other : expected;
}
