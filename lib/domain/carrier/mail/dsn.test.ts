import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readDeliveryStatus, smtpCode } from "./dsn";

const BOUNCE = `Reporting-MTA: dns; mail.bank.example
Original-Envelope-Id: 01a216df-233c-7353-b238-5fdc5236a712
Arrival-Date: Thu, 26 Nov 2026 12:00:00 +0800

Final-Recipient: rfc822; nobody@customer.example
Original-Recipient: rfc822;nobody@customer.example
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 <nobody@customer.example>: Recipient
 address rejected: User unknown
`;

describe("a delivery status notification", () => {
  it("names the message by the envelope id that we gave, and its end", () => {
    expect(readDeliveryStatus(BOUNCE)).toEqual([{ action: "failed", status: "5.1.1", envelopeId: "01a216df-233c-7353-b238-5fdc5236a712" }]);
    expect(readDeliveryStatus(BOUNCE.replaceAll("\n", "\r\n"))).toHaveLength(1);
  });

  it("a delay is no end, and an envelope id may be written in xtext", () => {
    const delayed = BOUNCE.replace("Action: failed", "Action: Delayed").replace("Status: 5.1.1", "Status: 4.4.1").replace("01a216df-", "01a216df+2D");
    expect(readDeliveryStatus(delayed)).toEqual([{ action: "delayed", status: "4.4.1", envelopeId: "01a216df-233c-7353-b238-5fdc5236a712" }]);
  });

  it("what is no notification is none, whatever it holds", () => {
    expect(readDeliveryStatus("")).toEqual([]);
    expect(readDeliveryStatus("Action: failed\nStatus: 5.1.1")).toEqual([]);
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 400 }), (text) => void readDeliveryStatus(text)));
    fc.assert(fc.property(fc.string({ maxLength: 40 }), fc.string({ maxLength: 40 }), (action, status) => {
      fc.pre(!/^(?:failed|delayed|delivered|relayed|expanded)$/i.test(action.trim()));
      expect(readDeliveryStatus(`Reporting-MTA: x\n\nFinal-Recipient: rfc822; a@b\nAction:${action.replaceAll(/[\r\n]/g, "")}\nStatus:${status}`)).toEqual([]);
    }));
  });
});

describe("a mail server's answer", () => {
  it("is known by its enhanced status, else by its reply code", () => {
    expect(smtpCode("550 5.1.1 <a@b>: user unknown")).toBe("5.1.1");
    expect(smtpCode("452 too many recipients")).toBe("452");
    expect(smtpCode("550-5.7.1 blocked")).toBe("5.7.1");
    expect(smtpCode("hello")).toBeNull();
  });
});
