import { OctetReader, OctetWriter } from "./octets";
import type { Deliver } from "./pdu";

/** A status report: which message, what became of it, when (YYMMDDhhmm in the carrier's time). */
export type Report = { readonly msgId: string; readonly stat: string; readonly submittedAt: string; readonly doneAt: string; readonly destination: string };

/** Msg_Id 8, Stat 7, Submit_time 10, Done_time 10, Dest_terminal_Id 21 or 32, SMSC_sequence 4 (QB-GF-028-2003 §8.4.3.2). */
const NARROW = 60;
const WIDE = 71;
const STAT = /^[A-Za-z0-9:]{1,7}$/;

/** The report in a DELIVER, by its length and not by the version, since gateways of version 3 send the shorter one too; null for what is no whole report. */
export function reportOf(deliver: Deliver): Report | null {
  const { isReport, content } = deliver;
  if (!isReport || (content.length !== NARROW && content.length !== WIDE)) return null;
  const reader = new OctetReader(content);
  const report: Report = { msgId: reader.hex(8), stat: reader.text(7), submittedAt: reader.text(10), doneAt: reader.text(10), destination: reader.text(content.length === WIDE ? 32 : 21) };
  // What names no state or no message reports nothing.
  return STAT.test(report.stat) && !/^0{16}$/.test(report.msgId) ? report : null;
}

/** A time of a report, YYMMDDhhmm in China Standard Time, as an instant; null where it is none. */
export function reportTime(text: string): Date | null {
  const parts = /^(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/.exec(text);
  if (!parts) return null;
  const instant = new Date(`20${parts[1] ?? ""}-${parts[2] ?? ""}-${parts[3] ?? ""}T${parts[4] ?? ""}:${parts[5] ?? ""}:00+08:00`);
  return Number.isNaN(instant.getTime()) ? null : instant;
}

/** A report as the content of a DELIVER: for our own server. */
export function reportOctets({ msgId, stat, submittedAt, doneAt, destination }: Report, wide: boolean): Uint8Array<ArrayBuffer> {
  return new OctetWriter(wide ? WIDE : NARROW).hex(msgId, 8).text(stat, 7).text(submittedAt, 10).text(doneAt, 10).text(destination, wide ? 32 : 21).u32(0).bytes;
}

/** What the 64 bits of a Msg_Id say: month 4, day 5, hour 5, minute 6, second 6, gateway 22, sequence 16. */
export function explainMsgId(hex: string): { readonly month: number; readonly day: number; readonly hour: number; readonly minute: number; readonly second: number; readonly gateway: number; readonly sequence: number } {
  const bits = BigInt(`0x${hex}`);
  const field = (shift: number, width: number) => Number((bits >> BigInt(shift)) & ((1n << BigInt(width)) - 1n));
  return { month: field(60, 4), day: field(55, 5), hour: field(50, 5), minute: field(44, 6), second: field(38, 6), gateway: field(16, 22), sequence: field(0, 16) };
}

/** The Msg_Id of such a moment and number: for our own server. */
export function makeMsgId(at: { readonly month: number; readonly day: number; readonly hour: number; readonly minute: number; readonly second: number }, gateway: number, sequence: number): string {
  const bits = (BigInt(at.month) << 60n) | (BigInt(at.day) << 55n) | (BigInt(at.hour) << 50n) | (BigInt(at.minute) << 44n) | (BigInt(at.second) << 38n) | (BigInt(gateway & 0x3fffff) << 16n) | BigInt(sequence & 0xffff);
  return bits.toString(16).padStart(16, "0");
}
