import { describe, expect, it } from "vitest";
import { partsOf } from "@/lib/domain/carrier/cmpp/content";
import { encodePdu } from "@/lib/domain/carrier/cmpp/encode";
import { toHex } from "@/lib/domain/carrier/cmpp/octets";
import type { Pdu } from "@/lib/domain/carrier/cmpp/pdu";
import { reportOctets } from "@/lib/domain/carrier/cmpp/report";
import { dissect, tsharkVersion, type Sent } from "./capture";

const version = tsharkVersion();
const PORT = 7_890;
const MSG_ID = "b6a9a8c01e240001";

const parts = partsOf("【鸿雁银行】您的贷款将于12月1日还款，请留足余额。".repeat(4), 0x2a, "ucs2");
const submits = (parts.ok ? parts.value : []).map((part): Pdu => ({
  command: "SUBMIT", sequence: 10 + part.number, msgId: "0".repeat(16), total: part.total, number: part.number, registeredDelivery: 1, level: 1, serviceId: "BANK", feeUserType: 2, feeTerminal: "", protocolId: 0, hasHeader: part.hasHeader,
  format: part.format, source: "901234", feeType: "01", feeCode: "000000", validUntil: "", sendAt: "", sourceNumber: "10690001", destinations: ["13800138000"], content: part.content,
}));
const talk: readonly (readonly ["client" | "server", Pdu])[] = [
  ["client", { command: "CONNECT", sequence: 1, sourceAddress: "901234", authenticator: "00112233445566778899aabbccddeeff", version: 0x30, timestamp: 1_126_120_000 }],
  ["server", { command: "CONNECT_RESP", sequence: 1, status: 0, authenticator: "ff".repeat(16), version: 0x30 }],
  ...submits.map((pdu) => ["client", pdu] as const),
  ["server", { command: "SUBMIT_RESP", sequence: 11, msgId: MSG_ID, result: 0 }],
  ["server", { command: "DELIVER", sequence: 50, msgId: MSG_ID, destination: "10690001", serviceId: "BANK", protocolId: 0, hasHeader: false, format: 0, source: "13800138000", isReport: true, content: reportOctets({ msgId: MSG_ID, stat: "DELIVRD", submittedAt: "2611261200", doneAt: "2611261201", destination: "13800138000" }, true) }],
  ["client", { command: "DELIVER_RESP", sequence: 50, msgId: MSG_ID, result: 0 }],
  ["client", { command: "ACTIVE_TEST", sequence: 12 }],
  ["server", { command: "ACTIVE_TEST_RESP", sequence: 12 }],
];

describe("our CMPP 3.0 PDUs, read by a dissector that we did not write", () => {
  it.skipIf(version === null)(`say the same to tshark (${version ?? "tshark is not installed here: skipped"})`, () => {
    const sent = talk.map(([from, pdu]): Sent => ({ from, bytes: encodePdu(pdu, true) }));
    const rows = dissect(sent, PORT, "cmpp", [
      "cmpp.Total_Length", "cmpp.Command_Id", "cmpp.Sequence_Id", "cmpp.connect.Source_Addr", "cmpp.submit.Pk_total", "cmpp.submit.Pk_number", "cmpp.TP_udhi", "cmpp.Msg_Fmt", "cmpp.submit.Src_Id", "cmpp.submit.DestUsr_tl",
      "cmpp.Dest_terminal_Id", "cmpp.Msg_Length", "cmpp.submit_resp.Result", "cmpp.deliver.Registered_Delivery", "cmpp.deliver.Report.Status", "cmpp.Msg_Id.sequence_id", "_ws.malformed",
    ]);
    expect(rows.map((row) => Number(row["cmpp.Total_Length"]))).toEqual(sent.map((one) => one.bytes.length));
    expect(rows.map((row) => Number(row["cmpp.Sequence_Id"]))).toEqual(talk.map(([, pdu]) => pdu.sequence));
    expect(rows.map((row) => row["_ws.malformed"] ?? "")).toEqual(talk.map(() => ""));
    expect(rows[0]?.["cmpp.connect.Source_Addr"]).toBe("901234");
    for (const [index, pdu] of submits.entries()) {
      if (pdu.command !== "SUBMIT") continue;
      expect(rows[2 + index]).toMatchObject({
        "cmpp.submit.Pk_total": String(pdu.total), "cmpp.submit.Pk_number": String(pdu.number), "cmpp.Msg_Fmt": String(pdu.format), "cmpp.submit.Src_Id": "10690001", "cmpp.submit.DestUsr_tl": "1",
        "cmpp.Dest_terminal_Id": "13800138000", "cmpp.Msg_Length": String(pdu.content.length),
      });
    }
    const report = rows[2 + submits.length + 1];
    expect(report?.["cmpp.deliver.Report.Status"]).toBe("DELIVRD");
    expect(toHex(sent[2 + submits.length]?.bytes ?? new Uint8Array())).toContain(MSG_ID);
  });
});
