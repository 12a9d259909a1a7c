import type { PackSource } from "../pack";
import { baseRows, hourRows } from "./base";
import { row } from "./row";

/** United Kingdom. The soft opt-in of PECR 22(3) is not used: consent is the stricter of the two footings. */
export const GB_SOURCE: PackSource = {
  code: "GB",
  timeZones: ["Europe/London"],
  currency: "GBP",
  calendar: null,
  rows: [
    ...baseRows({
      code: "GB",
      consent: { instrument: "gb_pecr", article: "22", regulations: ["UK-PECR-22"] },
      refusal: { instrument: "gb_pecr", article: "22", regulations: ["UK-PECR-22"] },
      data: { instrument: "bank_rule" },
      confirmation: { allowed: true, withinMinutes: 5, instrument: "gb_pecr" },
    }),
    ...hourRows("GB", [8, 21], [7, 22], { instrument: "bank_rule" }),
    row({
      id: "GB-LINK-1",
      rule: "links",
      params: { allowed: true, allowedForElderly: false, elderAge: 65 },
      instrument: "gb_ncsc",
      regulations: ["UK-NCSC-01"],
    }),
  ],
};
