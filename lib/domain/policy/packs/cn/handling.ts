import type { RuleRow } from "../../pack";
import { row } from "../row";
import { day, FIXED, ORDER_31 } from "./dates";

/** What others obey: who must approve, what goes first, whether a refusal is confirmed. */
export const CN_HANDLING: readonly RuleRow[] = [
  row({
    id: "CN-CHANNELS-1",
    rule: "channel_allowed",
    params: { sms: true, email: true, voice: true },
    effectiveFrom: ORDER_31,
  }),
  row({
    id: "CN-CHANNELS-EDUCATION-1",
    rule: "channel_allowed",
    purpose: "education",
    params: { sms: true, email: true, voice: false },
    bounds: { voice: FIXED },
    effectiveFrom: ORDER_31,
  }),
  row({ id: "CN-APPROVE-1", rule: "approval", params: { always: false } }),
  row({
    id: "CN-APPROVE-PROMO-1",
    rule: "approval",
    purpose: "promotion",
    params: { always: true },
    bounds: { always: FIXED },
    instrument: "advertising",
    article: "43",
    regulations: ["CN-BANK-03", "CN-AD-01"],
    effectiveFrom: day("2020-01-25"),
  }),
  row({ id: "CN-PRIORITY-1", rule: "priority", params: { urgent: true } }),
  row({
    id: "CN-PRIORITY-PROMO-1",
    rule: "priority",
    purpose: "promotion",
    params: { urgent: false },
    bounds: { urgent: FIXED },
  }),
  row({
    id: "CN-PRIORITY-EDUCATION-1",
    rule: "priority",
    purpose: "education",
    params: { urgent: false },
    bounds: { urgent: FIXED },
  }),
  row({
    id: "CN-CONFIRM-1",
    rule: "refusal_confirmation",
    params: { allowed: true, withinMinutes: 5 },
    bounds: { withinMinutes: { ceiling: 60 } },
  }),
];
