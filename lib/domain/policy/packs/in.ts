import type { PackSource } from "../pack";
import { baseRows, hourRows } from "./base";
import { FIXED, row } from "./row";

/** India: headers, templates and consent are registered on DLT; offers between 10 and 21 (not sourced: counsel must confirm). */
export const IN_SOURCE: PackSource = {
  code: "IN",
  timeZones: ["Asia/Kolkata"],
  currency: "INR",
  calendar: null,
  rows: [
    ...baseRows({
      code: "IN",
      consent: { instrument: "in_tcccpr", regulations: ["IN-DLT-01"] },
      refusal: { instrument: "in_tcccpr", regulations: ["IN-DLT-01"] },
      data: { instrument: "bank_rule" },
      confirmation: { allowed: true, withinMinutes: 5, instrument: "in_tcccpr" },
    }),
    ...hourRows("IN", [10, 21], [8, 22], { instrument: "in_tcccpr", regulations: ["IN-DLT-02"], bounds: [10, 21] }),
    row({ id: "IN-LINK-1", rule: "links", params: { allowed: true, allowedForElderly: true, elderAge: 0 } }),
    row({
      id: "IN-SENDER-1",
      rule: "sender_registration",
      params: { required: true },
      bounds: { required: FIXED },
      instrument: "in_tcccpr",
      regulations: ["IN-DLT-01"],
    }),
  ],
};
