/** Midnight in Beijing: laws take effect on a calendar day there. */
export const day = (date: string) => new Date(`${date}T00:00:00+08:00`);

/** PIPL is what most rows rest on; a question about an earlier day is answered by the rows in force then, or withheld. */
export const PIPL = day("2021-11-01");
export const ORDER_31 = day("2015-06-30");
/** Order 74 replaced Order 31 on this day: a change of rows, not of code. */
export const ORDER_74 = day("2026-05-01");

export { FIXED } from "../row";

/** What a row says unless it says otherwise: every purpose, every channel, until further notice. */
export const everywhere = { purpose: null, channel: null, bounds: {}, effectiveTo: null } as const;
