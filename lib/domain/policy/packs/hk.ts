import type { PackSource } from "../pack";
import { baseRows, hourRows } from "./base";
import { row } from "./row";

/** Hong Kong. No row of it was read in the law itself: regulations.json has none for HK, counsel must confirm all. */
export const HK_SOURCE: PackSource = {
  code: "HK",
  timeZones: ["Asia/Hong_Kong"],
  currency: "HKD",
  calendar: null,
  rows: [
    ...baseRows({
      code: "HK",
      // PDPO Part 6A: consent before personal data is used in direct marketing. UEMO: the way out, and obeying it.
      consent: { instrument: "hk_pdpo", article: "35E" },
      refusal: { instrument: "hk_uemo", article: "10" },
      data: { instrument: "hk_pdpo" },
      confirmation: { allowed: true, withinMinutes: 5, instrument: "hk_uemo" },
    }),
    ...hourRows("HK", [9, 21], [8, 22], { instrument: "bank_rule" }),
    row({ id: "HK-LINK-1", rule: "links", params: { allowed: true, allowedForElderly: false, elderAge: 65 } }),
    row({ id: "HK-SENDER-1", rule: "sender_registration", params: { required: true }, instrument: "hk_ssrs" }),
  ],
};
