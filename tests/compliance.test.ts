import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { HOLDINGS } from "@/lib/domain/policy/compliance";
import { compliancePage } from "@/lib/domain/policy/compliance-page";
import { INSTRUMENTS } from "@/lib/domain/policy/instruments";
import { PACK_SOURCES } from "@/lib/domain/policy/packs";
import regulations from "@/lib/domain/policy/regulations.json";
import { namedTests } from "../scripts/compliance/named-tests";

const ids = regulations.rules.map((rule) => rule.id);
const tests = namedTests();
const named = new Set(tests.map((one) => one.id));

describe("every regulation", () => {
  it("has a word on how it is held, and nothing else has", () => {
    expect(Object.keys(HOLDINGS).sort()).toEqual([...ids].sort());
  });
  it("that is held, wholly or in part, has a test named after it", () => {
    expect(ids.filter((id) => HOLDINGS[id]?.how !== "not" && !named.has(id))).toEqual([]);
  });
  it("that a test or a pack's row names, exists", () => {
    expect([...named].filter((id) => !ids.includes(id))).toEqual([]);
    for (const pack of Object.values(PACK_SOURCES))
      for (const row of pack.rows) expect([row.id, row.regulations.filter((id) => !ids.includes(id))]).toEqual([row.id, []]);
  });
  it("stands in docs/compliance.md as code and tests have it now (npm run docs:compliance)", () => {
    expect(readFileSync("docs/compliance.md", "utf8")).toBe(compliancePage(tests));
  });
});

describe("the rows of all packs", () => {
  it("have ids of their own, known instruments, and parameters that their own rules accept", () => {
    const rows = Object.values(PACK_SOURCES).flatMap((pack) => pack.rows);
    expect(rows.length).toBeGreaterThan(250);
    expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length);
    expect(rows.filter((row) => !(row.instrument in INSTRUMENTS))).toEqual([]);
  });
});
