import smpp from "smpp";
import { describe, expect, it } from "vitest";
import { smppParts } from "@/lib/domain/carrier/smpp/content";
import { dissect, tsharkVersion, type Sent } from "./capture";

const version = tsharkVersion();
const PORT = 2_775;

const submitsOf = (text: string) => {
  const parts = smppParts(text, 0x2a, "udh");
  return parts.ok ? parts.value.map((part, index) => new smpp.PDU("submit_sm", { sequence_number: 10 + index, source_addr: "95599", dest_addr_ton: 1, dest_addr_npi: 1, destination_addr: "8613800138000", esm_class: part.hasHeader ? 0x40 : 0, registered_delivery: 1, data_coding: part.dataCoding, short_message: Buffer.from(part.octets) })) : [];
};

describe("our SMPP PDUs, read by a dissector that we did not write", () => {
  it.skipIf(version === null)(`say the same to tshark (${version ?? "tshark is not installed here: skipped"})`, () => {
    const chinese = submitsOf("【鸿雁银行】您的贷款将于12月1日还款，请留足余额。".repeat(4));
    const english = submitsOf("[Bank] 100 paid @ home");
    const all = [new smpp.PDU("bind_transceiver", { sequence_number: 1, system_id: "bank", password: "secret", interface_version: 0x34 }), ...chinese, ...english, new smpp.PDU("enquire_link", { sequence_number: 99 })];
    const sent = all.map((pdu): Sent => ({ from: "client", bytes: pdu.toBuffer() }));
    const rows = dissect(sent, PORT, "smpp", ["smpp.command_length", "smpp.sequence_number", "smpp.system_id", "smpp.destination_addr", "smpp.data_coding", "smpp.sm_length", "gsm_sms.udh.mm.msg_part", "gsm_sms.udh.mm.msg_parts", "smpp.message_text", "_ws.malformed"]);
    expect(rows.map((row) => Number(row["smpp.command_length"]))).toEqual(sent.map((one) => one.bytes.length));
    expect(rows.map((row) => Number(row["smpp.sequence_number"]))).toEqual(all.map((pdu) => pdu.sequence_number));
    expect(rows.map((row) => row["_ws.malformed"] ?? "")).toEqual(all.map(() => ""));
    expect(rows[0]?.["smpp.system_id"]).toBe("bank");
    for (const [index] of chinese.entries()) {
      expect(rows[1 + index]).toMatchObject({ "smpp.destination_addr": "8613800138000", "gsm_sms.udh.mm.msg_part": String(index + 1), "gsm_sms.udh.mm.msg_parts": String(chinese.length) });
      expect(Number(rows[1 + index]?.["smpp.data_coding"])).toBe(8);
    }
    expect(Number(rows[1 + chinese.length]?.["smpp.data_coding"])).toBe(0);
  });
});
