import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DATED_TABLES, INSTRUMENTS, MONTHS_CEILING, monthsBefore, monthsOf, TERMS, whyNotMonths, type Term } from "./terms";

const SCHEMA = "prisma/schema";
const stored = readdirSync(SCHEMA).flatMap((file) => [...readFileSync(path.join(SCHEMA, file), "utf8").matchAll(/^model \w+ \{[\s\S]*?@@map\("(\w+)"\)/gm)].map((match) => match[1] ?? ""));

describe("retention", () => {
  it("says of every stored table what becomes of it", () => {
    expect(stored.length).toBeGreaterThan(45);
    expect(stored.filter((table) => !Object.hasOwn(TERMS, table))).toEqual([]);
    expect(Object.keys(TERMS).filter((table) => !stored.includes(table.split(".")[0] ?? ""))).toEqual([]);
  });
  it("of a table that goes with another names one that is dropped or kept by itself", () => {
    const parents = (Object.values(TERMS) as Term[]).flatMap((term) => (term.keep === "with" ? [term.table] : []));
    expect(parents.length).toBeGreaterThan(2);
    expect(parents.filter((table) => !Object.hasOwn(TERMS, table))).toEqual([]);
  });
  // regulations.json: CN-SMS-02, CN-PIPL-56, CN-NDSR-12.
  it("CN-SMS-02: keeps the log of messages and replies for at least six months", () => {
    for (const table of ["message", "message.body", "inbound_message"] as const) {
      expect(TERMS[table]).toMatchObject({ floor: 6, instrument: "miit74" });
      expect(whyNotMonths(table, 5, { message: 36, "message.body": 6 })).toEqual({ code: "retention.below_miit74", evidence: { months: 6 } });
      expect(whyNotMonths(table, 6, { message: 6, "message.body": 6 })).toBeNull();
    }
  });
  it("CN-NDSR-12: keeps the records of handing numbers to a carrier for at least three years", () => {
    for (const table of ["message_attempt", "receipt"] as const) expect(whyNotMonths(table, 35, {})).toEqual({ code: "retention.below_ndsr12", evidence: { months: 36 } });
  });
  it("CN-PIPL-56: keeps the number of an impact assessment, and how requests were answered, for at least three years", () => {
    expect(TERMS.campaign.keep).toBe("always");
    for (const table of ["person_request", "retention_run"] as const) expect(whyNotMonths(table, 35, {})).toEqual({ code: "retention.below_pipl56", evidence: { months: 36 } });
  });
  it("takes no value below a floor or above the ceiling, and never applies a stored one that is", () => {
    fc.assert(fc.property(fc.constantFrom(...DATED_TABLES), fc.integer({ min: -5, max: 500 }), (table, months) => {
      const { floor } = TERMS[table];
      if (months < floor || months > MONTHS_CEILING) expect(whyNotMonths(table, months, {})).not.toBeNull();
      const applied = monthsOf(table, { [table]: months });
      expect(applied).toBeGreaterThanOrEqual(floor);
      expect(applied).toBeLessThanOrEqual(MONTHS_CEILING);
    }));
  });
  it("keeps no text longer than the message that it belongs to", () => {
    expect(whyNotMonths("message.body", 30, { message: 24 })).toEqual({ code: "retention.body_after_log", evidence: { months: 24 } });
    expect(whyNotMonths("message", 12, { "message.body": 24 })).toEqual({ code: "retention.log_before_body", evidence: { months: 24 } });
  });
  it("has an initial term within each floor, and an instrument for each legal one", () => {
    for (const table of DATED_TABLES) expect([table, whyNotMonths(table, TERMS[table].months, {})]).toEqual([table, null]);
    expect(DATED_TABLES.map((table) => TERMS[table].instrument).filter((one) => one !== null && !Object.hasOwn(INSTRUMENTS, one))).toEqual([]);
  });
  it("counts months by the calendar, also from the end of a long one", () => {
    expect(monthsBefore(new Date("2026-08-31T10:00:00Z"), 6)).toEqual(new Date("2026-02-28T10:00:00Z"));
    expect(monthsBefore(new Date("2026-01-15T00:00:00Z"), 36)).toEqual(new Date("2023-01-15T00:00:00Z"));
    fc.assert(fc.property(fc.date({ min: new Date("2020-01-01"), max: new Date("2040-01-01"), noInvalidDate: true }), fc.integer({ min: 0, max: 120 }), (now, months) => {
      const before = monthsBefore(now, months);
      expect(before.getTime()).toBeLessThanOrEqual(now.getTime());
      expect((now.getUTCFullYear() - before.getUTCFullYear()) * 12 + now.getUTCMonth() - before.getUTCMonth()).toBe(months);
    }));
  });
});
