import { describe, expect, it } from "vitest";
import { decodeEither, decodePdu } from "./decode";
import { encodePdu } from "./encode";
import { fromHex, toHex } from "./octets";
import { explainMsgId, reportOf } from "./report";

// What github.com/bigwhite/gocmpp expects of itself, put together here from its fields: an implementation that we did not write agrees octet for octet.
const NUMBER = "3133353030303032363936";
const MO_NUMBER = "3133343132333430303030";
const MO = "54686973206973206120746573742 04d4f2e".replaceAll(" ", "");
const nul = (octets: number) => "00".repeat(octets);
const HEAD = `0000000400000017${nul(8)}0101010174657374${nul(6)}02${NUMBER}`;
const MIDDLE = `00000839303030303130323130${nul(4)}3135313130353133313535353130312b${nul(1)}`;
const SOURCE = `${nul(17)}393030303031${nul(15)}01${NUMBER}`;
const CONTENT = "1e6d4b8bd50067006f0063006d007000700020007300750062006d00690074";

const PUBLISHED: readonly (readonly [name: string, wide: boolean, hex: string, fields: object])[] = [
  ["CONNECT of 2.1", false, "000000270000000100000017393030303031" + "90d00c1d517abd0b4f65f6bcf8535d16" + "213cdc73be", { command: "CONNECT", sequence: 23, sourceAddress: "900001", version: 0x21, timestamp: 1_021_080_510 }],
  ["CONNECT_RESP of 2.1", false, "0000001e8000000100000017006c0b846e25bab6daa4ed1c466e0f4bd821", { command: "CONNECT_RESP", status: 0, version: 0x21 }],
  ["CONNECT_RESP of 3.0", true, "000000218000000100000017000000007942977274098cf210ab0c16c367bc8d30", { command: "CONNECT_RESP", status: 0, version: 0x30 }],
  ["SUBMIT of 2.x", false, `000000bd${HEAD}${nul(10)}${MIDDLE}${SOURCE}${nul(10)}${CONTENT}${nul(8)}`, { command: "SUBMIT", total: 1, number: 1, serviceId: "test", feeUserType: 2, feeTerminal: "13500002696", format: 8, source: "900001", feeType: "02", feeCode: "10", sourceNumber: "900001", destinations: ["13500002696"] }],
  ["SUBMIT of 3.0", true, `000000e1${HEAD}${nul(21)}00${MIDDLE}${SOURCE}${nul(21)}00${CONTENT}${nul(20)}`, { command: "SUBMIT", feeTerminal: "13500002696", destinations: ["13500002696"] }],
  ["SUBMIT_RESP of 2.x", false, "000000158000000400000017b2b9da800001000000", { command: "SUBMIT_RESP", msgId: "b2b9da8000010000", result: 0 }],
  ["SUBMIT_RESP of 3.0", true, "000000188000000400000017b2b9da800001000000000000", { command: "SUBMIT_RESP", msgId: "b2b9da8000010000", result: 0 }],
  ["DELIVER of 2.x", false, `000000670000000500000005b525628000010000393030303031${nul(15)}${nul(13)}${MO_NUMBER}${nul(10)}0012${MO}${nul(8)}`, { command: "DELIVER", sequence: 5, msgId: "b525628000010000", destination: "900001", source: "13412340000", isReport: false }],
  ["DELIVER of 3.0", true, `0000007f0000000500000001b4c5530000010000393030303031${nul(15)}${nul(13)}${MO_NUMBER}${nul(21)}000012${MO}${nul(20)}`, { command: "DELIVER", sequence: 1, msgId: "b4c5530000010000", destination: "900001", source: "13412340000" }],
  ["DELIVER_RESP of 2.x", false, "000000158000000500000005b52562800001000000", { command: "DELIVER_RESP", msgId: "b525628000010000", result: 0 }],
  ["DELIVER_RESP of 3.0", true, "000000188000000500000001b4c553000001000000000000", { command: "DELIVER_RESP", msgId: "b4c5530000010000", result: 0 }],
];

describe("a published PDU", () => {
  it.each(PUBLISHED)("%s is read field by field and written octet for octet", (_name, wide, hex, fields) => {
    const read = decodePdu(fromHex(hex)!, wide);
    expect(read).toMatchObject({ ok: true, value: fields });
    expect(read.ok && toHex(encodePdu(read.value, wide))).toBe(hex);
    expect(decodeEither(fromHex(hex)!, !wide)).toEqual(read);
  });

  it("a report of 60 octets is read, and its id says when and where it was given", () => {
    const content = fromHex(`b4c553000001000044454c4956524431353131313230393535` + `31353131313230393537${MO_NUMBER}${nul(10)}12345678`)!;
    const report = reportOf({ command: "DELIVER", sequence: 1, msgId: "b4c5530000010000", destination: "", serviceId: "", protocolId: 0, hasHeader: false, format: 0, source: "", isReport: true, content });
    expect(report).toEqual({ msgId: "b4c5530000010000", stat: "DELIVRD", submittedAt: "1511120955", doneAt: "1511120957", destination: "13412340000" });
    expect(explainMsgId("b4c5530000010000")).toEqual({ month: 11, day: 9, hour: 17, minute: 21, second: 12, gateway: 1, sequence: 0 });
  });
});
