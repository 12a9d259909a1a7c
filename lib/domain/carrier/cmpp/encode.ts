import { OctetWriter } from "./octets";
import { COMMANDS, HEADER_OCTETS, type Pdu, type Submit, type Deliver } from "./pdu";

function submitOctets(pdu: Submit, wide: boolean): OctetWriter {
  const terminal = wide ? 32 : 21;
  const length = HEADER_OCTETS + 8 + 4 + 10 + 1 + terminal + (wide ? 1 : 0) + 3 + 6 + 2 + 6 + 17 + 17 + 21 + 1 + terminal * pdu.destinations.length + (wide ? 1 : 0) + 1 + pdu.content.length + (wide ? 20 : 8);
  const out = header(length, COMMANDS.SUBMIT, pdu.sequence);
  out.hex(pdu.msgId, 8).u8(pdu.total).u8(pdu.number).u8(pdu.registeredDelivery).u8(pdu.level).text(pdu.serviceId, 10).u8(pdu.feeUserType).text(pdu.feeTerminal, terminal);
  if (wide) out.u8(0);
  out.u8(pdu.protocolId).u8(pdu.hasHeader ? 1 : 0).u8(pdu.format).text(pdu.source, 6).text(pdu.feeType, 2).text(pdu.feeCode, 6).text(pdu.validUntil, 17).text(pdu.sendAt, 17).text(pdu.sourceNumber, 21);
  out.u8(pdu.destinations.length);
  for (const one of pdu.destinations) out.text(one, terminal);
  if (wide) out.u8(0);
  return out.u8(pdu.content.length).octets(pdu.content);
}

function deliverOctets(pdu: Deliver, wide: boolean): OctetWriter {
  const length = HEADER_OCTETS + 8 + 21 + 10 + 3 + (wide ? 33 : 21) + 2 + pdu.content.length + (wide ? 20 : 8);
  const out = header(length, COMMANDS.DELIVER, pdu.sequence);
  out.hex(pdu.msgId, 8).text(pdu.destination, 21).text(pdu.serviceId, 10).u8(pdu.protocolId).u8(pdu.hasHeader ? 1 : 0).u8(pdu.format).text(pdu.source, wide ? 32 : 21);
  if (wide) out.u8(0);
  return out.u8(pdu.isReport ? 1 : 0).u8(pdu.content.length).octets(pdu.content);
}

function header(length: number, commandId: number, sequence: number): OctetWriter {
  return new OctetWriter(length).u32(length).u32(commandId).u32(sequence);
}

/** A PDU as octets, with the widths of version 3 (`wide`) or 2. Texts longer than their field are cut; content must have at most 255 octets. */
export function encodePdu(pdu: Pdu, wide: boolean): Uint8Array<ArrayBuffer> {
  switch (pdu.command) {
    case "CONNECT":
      return header(39, COMMANDS.CONNECT, pdu.sequence).text(pdu.sourceAddress, 6).hex(pdu.authenticator, 16).u8(pdu.version).u32(pdu.timestamp).bytes;
    case "CONNECT_RESP": {
      const out = header(wide ? 33 : 30, COMMANDS.CONNECT_RESP, pdu.sequence);
      return (wide ? out.u32(pdu.status) : out.u8(pdu.status)).hex(pdu.authenticator, 16).u8(pdu.version).bytes;
    }
    case "SUBMIT":
      return submitOctets(pdu, wide).bytes;
    case "DELIVER":
      return deliverOctets(pdu, wide).bytes;
    case "SUBMIT_RESP":
    case "DELIVER_RESP": {
      const out = header(wide ? 24 : 21, COMMANDS[pdu.command], pdu.sequence).hex(pdu.msgId, 8);
      return (wide ? out.u32(pdu.result) : out.u8(pdu.result)).bytes;
    }
    case "ACTIVE_TEST_RESP":
      return header(13, COMMANDS.ACTIVE_TEST_RESP, pdu.sequence).u8(0).bytes;
    case "TERMINATE":
    case "TERMINATE_RESP":
    case "ACTIVE_TEST":
      return header(HEADER_OCTETS, COMMANDS[pdu.command], pdu.sequence).bytes;
    case "OTHER":
      return header(HEADER_OCTETS + pdu.body.length, pdu.commandId, pdu.sequence).octets(pdu.body).bytes;
  }
}
