import type { RuleRow } from "../../pack";
import { row } from "../row";
import { day, everywhere, FIXED, ORDER_31 } from "./dates";

const hours = (from: number, to: number, breakFrom: number | null = null, breakTo: number | null = null) => ({
  exempt: false,
  ownHours: true,
  fromMinute: from * 60,
  toMinute: to * 60,
  breakFromMinute: breakFrom === null ? null : breakFrom * 60,
  breakToMinute: breakTo === null ? null : breakTo * 60,
});
const within = (floor: number, ceiling: number) => {
  const bound = { floor: floor * 60, ceiling: ceiling * 60 };
  return { fromMinute: bound, toMinute: bound, exempt: FIXED, ownHours: FIXED } as const;
};
const alwaysOpen = { ...hours(0, 24), exempt: true, ownHours: false };

/** No statutory hour for texts was found (domain.md §11): these rows follow the carriers and leave room to be stricter. */
export const CN_HOURS: readonly RuleRow[] = [
  {
    ...everywhere,
    id: "CN-HOURS-1",
    rule: "quiet_hours",
    params: hours(7, 22),
    bounds: { exempt: FIXED, ownHours: FIXED },
    instrument: "bank_rule",
    article: null,
    regulations: [],
    effectiveFrom: ORDER_31,
  },
  // Reminders of debts keep further from the night than other notices: commonly read into GB/T 45251-2025, not verified.
  {
    ...everywhere,
    id: "CN-HOURS-LOAN-1",
    rule: "quiet_hours",
    purpose: "loan",
    params: hours(8, 22),
    bounds: { exempt: FIXED, ownHours: FIXED },
    instrument: "bank_rule",
    article: null,
    regulations: ["CN-BANK-08"],
    effectiveFrom: ORDER_31,
  },
  {
    ...everywhere,
    id: "CN-HOURS-PROMO-1",
    rule: "quiet_hours",
    purpose: "promotion",
    params: hours(8, 20),
    bounds: within(8, 21),
    instrument: "carrier_hours",
    article: null,
    regulations: ["CN-QUIET-01", "CN-CIV-01"],
    effectiveFrom: ORDER_31,
  },
  {
    ...everywhere,
    id: "CN-HOURS-RISK-1",
    rule: "quiet_hours",
    purpose: "risk",
    params: alwaysOpen,
    instrument: "anti_fraud",
    article: "30",
    regulations: ["CN-FRAUD-30"],
    effectiveFrom: day("2022-12-01"),
  },
  {
    ...everywhere,
    id: "CN-HOURS-CALL-1",
    rule: "quiet_hours",
    channel: "voice",
    params: hours(9, 20, 12, 14),
    bounds: within(9, 20),
    instrument: "call_plan",
    article: null,
    regulations: ["CN-CALL-01", "CN-CALL-02"],
    effectiveFrom: day("2018-07-01"),
  },
  {
    ...everywhere,
    id: "CN-HOURS-CALL-RISK-1",
    rule: "quiet_hours",
    purpose: "risk",
    channel: "voice",
    params: alwaysOpen,
    instrument: "anti_fraud",
    article: "30",
    regulations: ["CN-FRAUD-30"],
    effectiveFrom: day("2022-12-01"),
  },
  // No instrument closes holidays to texts: a bank may. Calls rest with those who are called.
  row({ id: "CN-HOLIDAY-1", rule: "holidays", params: { closed: false } }),
  row({ id: "CN-HOLIDAY-CALL-1", rule: "holidays", channel: "voice", params: { closed: true } }),
  row({
    id: "CN-HOLIDAY-RISK-1",
    rule: "holidays",
    purpose: "risk",
    params: { closed: false },
    bounds: { closed: FIXED },
  }),
  row({
    id: "CN-HOLIDAY-CALL-RISK-1",
    rule: "holidays",
    purpose: "risk",
    channel: "voice",
    params: { closed: false },
    bounds: { closed: FIXED },
  }),
];
