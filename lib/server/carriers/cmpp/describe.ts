import "server-only";
import { inboundTextOf } from "@/lib/domain/carrier/cmpp/content";
import { decodeEither } from "@/lib/domain/carrier/cmpp/decode";
import { fromHex, toHex } from "@/lib/domain/carrier/cmpp/octets";
import { explainMsgId, reportOf } from "@/lib/domain/carrier/cmpp/report";

/** A PDU in hex as fields for people: its content as text or report where it is one, ids with what they say; null for what is no PDU. */
export function describeCmpp(hex: string): Readonly<Record<string, unknown>> | null {
  const frame = fromHex(hex.replaceAll(/\s/g, ""));
  const decoded = frame && decodeEither(frame, false);
  if (!decoded?.ok) return null;
  const pdu = decoded.value;
  const id = "msgId" in pdu && !/^0+$/.test(pdu.msgId) ? { msgIdSays: explainMsgId(pdu.msgId) } : {};
  if (pdu.command === "SUBMIT" || pdu.command === "DELIVER") {
    const { content, ...fields } = pdu;
    const deliver = pdu.command === "DELIVER" ? pdu : { ...pdu, command: "DELIVER" as const, destination: "", isReport: false };
    const text = inboundTextOf(deliver);
    return { ...fields, ...id, content: toHex(content), report: reportOf(deliver), text: text?.text ?? null, part: text?.part ?? null };
  }
  if (pdu.command === "OTHER") return { ...pdu, commandId: pdu.commandId.toString(16).padStart(8, "0"), body: toHex(pdu.body) };
  return { ...pdu, ...id };
}
