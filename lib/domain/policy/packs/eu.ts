import type { PackSource } from "../pack";
import { baseRows, hourRows } from "./base";
import { row } from "./row";

/** European Union: an objection to direct marketing is absolute (GDPR 21(3)). */
export const EU_SOURCE: PackSource = {
  code: "EU",
  timeZones: ["Europe/Lisbon", "Europe/Berlin", "Europe/Athens"],
  currency: "EUR",
  calendar: null,
  rows: [
    ...baseRows({
      code: "EU",
      consent: { instrument: "eu_eprivacy", article: "13" },
      refusal: { instrument: "eu_gdpr", article: "21", regulations: ["EU-GDPR-21"] },
      data: { instrument: "eu_gdpr", article: "6" },
      confirmation: { allowed: true, withinMinutes: 5, instrument: "bank_rule" },
    }),
    ...hourRows("EU", [8, 21], [7, 22], { instrument: "bank_rule" }),
    row({ id: "EU-LINK-1", rule: "links", params: { allowed: true, allowedForElderly: true, elderAge: 0 } }),
  ],
};
