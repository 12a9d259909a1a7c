import type { RuleRow } from "../../pack";
import { row } from "../row";
import { day, FIXED, ORDER_31, PIPL } from "./dates";

const PRODUCT_SUITABILITY = day("2026-02-01");
const DATA_SECURITY = day("2025-01-01");
const ELDERLY = { instrument: "elderly_2021", effectiveFrom: day("2021-03-01") } as const;

/** Age, risk and care: whom an offer may be made to, in which words, and who may be asked for consent. */
export const CN_PERSON: readonly RuleRow[] = [
  row({ id: "CN-AGE-1", rule: "minimum_age", params: { years: 0 }, bounds: { years: FIXED } }),
  row({
    id: "CN-AGE-PROMO-1",
    rule: "minimum_age",
    purpose: "promotion",
    params: { years: 14 },
    bounds: { years: { floor: 14, ceiling: 18 } },
    instrument: "pipl",
    article: "28",
    regulations: ["CN-PIPL-28"],
    effectiveFrom: PIPL,
  }),
  row({
    id: "CN-SUIT-2022",
    rule: "suitability",
    params: { careAge: 120, careRiskMax: 5, unknownRiskMax: 2 },
    bounds: { unknownRiskMax: { ceiling: 2 } },
    instrument: "consumer_2022",
    article: "11",
    regulations: ["CN-BANK-01"],
    effectiveFrom: day("2023-03-01"),
    effectiveTo: PRODUCT_SUITABILITY,
  }),
  row({
    id: "CN-SUIT-2025",
    rule: "suitability",
    params: { careAge: 65, careRiskMax: 2, unknownRiskMax: 2 },
    bounds: { careAge: { ceiling: 65 }, careRiskMax: { ceiling: 2 }, unknownRiskMax: { ceiling: 2 } },
    instrument: "suitability",
    regulations: ["CN-BANK-07", "CN-BANK-01"],
    effectiveFrom: PRODUCT_SUITABILITY,
  }),
  row({
    id: "CN-ELDER-1",
    rule: "elder_variant",
    params: { fromAge: 60, missing: "allow" },
    bounds: { fromAge: { ceiling: 65 } },
    regulations: ["CN-OLD-01"],
    ...ELDERLY,
  }),
  row({
    id: "CN-ELDER-PROMO-1",
    rule: "elder_variant",
    purpose: "promotion",
    params: { fromAge: 60, missing: "withhold" },
    bounds: { fromAge: { ceiling: 65 } },
    regulations: ["CN-OLD-01", "CN-OLD-02"],
    ...ELDERLY,
  }),
  row({
    id: "CN-COOL-2015",
    rule: "cooling_off",
    params: { months: 12 },
    bounds: { months: { floor: 12 } },
    instrument: "miit_31",
    article: "18-20",
    regulations: ["CN-SMS-05"],
    effectiveFrom: ORDER_31,
    effectiveTo: DATA_SECURITY,
  }),
  row({
    id: "CN-COOL-2025",
    rule: "cooling_off",
    params: { months: 12 },
    bounds: { months: { floor: 12 } },
    instrument: "data_security",
    article: "22",
    regulations: ["CN-NDSR-22", "CN-SMS-05"],
    effectiveFrom: DATA_SECURITY,
  }),
];
