import type { PackSource } from "../pack";
import { baseRows, hourRows } from "./base";
import { FIXED, row } from "./row";

const MAS_ABS = {
  instrument: "sg_mas_abs",
  regulations: ["SG-MAS-01"],
  effectiveFrom: new Date("2022-01-19T00:00:00+08:00"),
} as const;

/** Singapore: no links in a bank's texts, registered senders only, transactions told from S$100 on. */
export const SG_SOURCE: PackSource = {
  code: "SG",
  timeZones: ["Asia/Singapore"],
  currency: "SGD",
  calendar: null,
  rows: [
    ...baseRows({
      code: "SG",
      consent: { instrument: "sg_pdpa", article: "43" },
      refusal: { instrument: "sg_pdpa", article: "47" },
      data: { instrument: "sg_pdpa" },
      confirmation: { allowed: true, withinMinutes: 5, instrument: "sg_pdpa" },
    }),
    ...hourRows("SG", [9, 21], [8, 22], { instrument: "bank_rule" }),
    row({
      id: "SG-LINK-1",
      rule: "links",
      params: { allowed: false, allowedForElderly: false, elderAge: 0 },
      bounds: { allowed: FIXED },
      ...MAS_ABS,
    }),
    row({
      id: "SG-SENDER-1",
      rule: "sender_registration",
      params: { required: true },
      bounds: { required: FIXED },
      instrument: "sg_ssir",
      regulations: ["SG-SSIR-01"],
      effectiveFrom: new Date("2023-01-31T00:00:00+08:00"),
    }),
    row({
      id: "SG-SMALL-1",
      rule: "small_amount",
      purpose: "account",
      params: {
        threshold: 100,
        ownThreshold: true,
        announcedOn: "2022-01-19",
        elderlyAge: 65,
        exemptElderly: true,
        exemptMigrantWorkers: true,
        exemptSubsidies: true,
      },
      // Default S$100: customers may be told of less, not of less than that by the bank alone.
      bounds: { threshold: { ceiling: 100 } },
      ...MAS_ABS,
    }),
  ],
};
