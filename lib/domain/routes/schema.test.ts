import { describe, expect, it } from "vitest";
import { createRouteSchema } from "./schema";

const form = { channel: "sms", purpose: "all", country: "", prefix: "", branchId: null, accountId: "019ab6d4-0000-7000-8000-000000000000", rank: 100, weight: 1 };
const refusals = (change: Record<string, unknown>) => createRouteSchema.safeParse({ ...form, ...change }).error?.issues.map((issue) => issue.message) ?? [];

describe("a route as the form holds it", () => {
  it("is for any message where nothing is said", () => {
    expect(createRouteSchema.parse(form)).toMatchObject({ purpose: null, country: null, prefix: null, branchId: null });
  });
  it("takes a country in small letters and refuses one that does not exist", () => {
    expect(createRouteSchema.parse({ ...form, country: " sg " }).country).toBe("SG");
    expect(refusals({ country: "XX" })).toEqual(["route.country_unknown"]);
  });
  it("refuses first digits of no country's numbers, and numbers of mail", () => {
    expect(refusals({ prefix: "138" })).toEqual(["route.prefix_without_country"]);
    expect(refusals({ prefix: "+86", country: "CN" })).toEqual(["route.prefix_malformed"]);
    expect(refusals({ channel: "email", country: "CN" })).toEqual(["route.email_has_no_number"]);
  });
});
