import type { PackSource } from "../pack";
import { baseRows, hourRows } from "./base";
import { FIXED, row } from "./row";

/** United States: the called party's own hours, and the hours common to all zones where his is unknown. */
export const US_SOURCE: PackSource = {
  code: "US",
  timeZones: [
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/Anchorage",
    "Pacific/Honolulu",
  ],
  currency: "USD",
  calendar: null,
  rows: [
    ...baseRows({
      code: "US",
      consent: { instrument: "us_tcpa", article: "(a)(2)", regulations: ["US-TCPA-01"] },
      refusal: { instrument: "us_fcc_24_24", regulations: ["US-TCPA-02"] },
      data: { instrument: "bank_rule" },
      confirmation: { allowed: true, withinMinutes: 5, instrument: "us_fcc_24_24", regulations: ["US-TCPA-02"] },
    }),
    ...hourRows("US", [8, 21], [8, 21], {
      instrument: "us_tcpa",
      article: "(c)(1)",
      regulations: ["US-TCPA-01"],
      bounds: [8, 21],
    }),
    row({ id: "US-LINK-1", rule: "links", params: { allowed: true, allowedForElderly: true, elderAge: 0 } }),
    row({
      id: "US-SENDER-1",
      rule: "sender_registration",
      params: { required: true },
      bounds: { required: FIXED },
      instrument: "us_10dlc",
      regulations: ["US-TCPA-03"],
    }),
  ],
};
