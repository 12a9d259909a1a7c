import { describe, expect, it } from "vitest";
import { z } from "zod";
import { changedNames, fromSettingValues, settingFields, toSettingValues } from "./setting-fields";

const schema = z.object({
  host: z.string().min(1), port: z.number().int().min(1).max(65_535).default(2775), share: z.number().min(0).max(1).optional(), version: z.enum(["2.0", "3.0"]).default("3.0"), tls: z.boolean().default(true),
  line: z.number().int().min(1).nullable().default(null), source: z.object({ ton: z.number().default(0) }).prefault({}), addresses: z.array(z.string()).default([]), authority: z.string().max(20).optional(), user: z.string().trim().nullable().default(null), reply: z.email().nullable().default(null),
});
const fields = settingFields(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }));

describe("a form over a driver's settings", () => {
  it("has a field for each of them, as plain as it can be", () => {
    expect(fields.map((one) => [one.name, one.kind, one.isRequired, one.standard])).toEqual([
      ["host", "text", true, null], ["port", "number", false, "2775"], ["share", "number", false, null], ["version", "choice", false, "3.0"], ["tls", "boolean", false, "true"],
      ["line", "number", false, null], ["source", "json", false, null], ["addresses", "json", false, null], ["authority", "text", false, null], ["user", "text", false, null], ["reply", "text", false, null],
    ]);
    expect(fields.find((one) => one.name === "port")).toMatchObject({ min: 1, max: 65_535, isWhole: true });
    expect(fields.find((one) => one.name === "line")).toMatchObject({ min: 1, max: null });
  });

  it("gives back what was stored when nothing is changed, also what it has no field for", () => {
    const stored = { host: "gateway.example", port: 7890, tls: false, source: { ton: 1 }, addresses: ["203.0.113.7"], newer: { x: 1 } };
    const { settings, malformed } = fromSettingValues(fields, toSettingValues(fields, stored), stored);
    expect(settings).toEqual(stored);
    expect(malformed).toEqual([]);
    expect(changedNames(stored, settings)).toEqual([]);
  });

  it("leaves out what is empty, and names what is no JSON", () => {
    const { settings, malformed } = fromSettingValues(fields, { host: " h ", port: null, version: "", tls: true, source: "{", addresses: " " }, {});
    expect(settings).toEqual({ host: "h", tls: true });
    expect(malformed).toEqual(["source"]);
  });

  it("has one more for names of the account's choice, which come back as they were", () => {
    const open = settingFields(z.toJSONSchema(z.object({ token: z.string().optional() }).catchall(z.string()), { io: "input" }));
    expect(open.map((one) => one.name)).toEqual(["token", "others"]);
    const stored = { token: "t", mine: "x" };
    expect(fromSettingValues(open, toSettingValues(open, stored), stored).settings).toEqual(stored);
    expect(fromSettingValues(open, { token: "t", others: "[1]" }, {}).malformed).toEqual(["others"]);
  });

  it("is empty for what is no object", () => expect(settingFields(z.toJSONSchema(z.union([z.string(), z.number()]), { io: "input" }))).toEqual([]));

  it("names what was changed, and the order of keys is no change", () => expect(changedNames({ a: { x: 1, y: 2 }, b: 1 }, { a: { y: 2, x: 1 }, b: 2, c: 3 })).toEqual(["b", "c"]));
});
