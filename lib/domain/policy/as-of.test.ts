import { describe, expect, it } from "vitest";
import { consentsAt, suppressionsAt } from "./as-of";
import { describedFacts } from "./described";

const day = (text: string) => new Date(`${text}T00:00:00Z`);
const now = day("2026-11-01");

describe("the past as it was", () => {
  const refusal = { purpose: null, channel: null, source: "reply", at: day("2026-03-01"), liftedAt: day("2026-05-01") };
  it("holds a refusal from its instant until it was taken back", () => {
    const held = (at: string) => suppressionsAt([refusal], day(at)).length;
    expect([held("2026-02-28"), held("2026-03-01"), held("2026-04-30"), held("2026-05-01")]).toEqual([0, 1, 1, 0]);
    expect(suppressionsAt([{ ...refusal, liftedAt: null }], day("2030-01-01"))).toHaveLength(1);
  });
  const entry = { purpose: "promotion", channel: "sms", state: "withdrawn", source: "branch" } as const;
  it("knows only what the ledger held then, while a withdrawal dated ahead counts from now on", () => {
    const entries = [{ ...entry, at: day("2026-06-01") }, { ...entry, at: day("2027-06-01") }];
    expect(consentsAt(entries, day("2026-05-01"), now)).toHaveLength(0);
    expect(consentsAt(entries, day("2026-07-01"), now)).toHaveLength(1);
    expect(consentsAt(entries, now, now)).toHaveLength(2);
    expect(consentsAt(entries, day("2026-12-01"), now)).toHaveLength(2);
  });
});

describe("a described customer", () => {
  const at = day("2026-11-01");
  it("has what was said and nothing else: silence refuses nothing and agrees to nothing", () => {
    const { customer, history } = describedFacts({ timeZone: "Asia/Shanghai" }, "promotion", at);
    expect(customer).toMatchObject({ hasContactPoint: true, closed: false, suppressions: [], consents: [], groups: [], birthDate: null });
    expect(customer.preferences).toEqual({ channels: null, quietHours: null, elderFriendly: false, noProfiling: false, wantsCalls: false, smallAmount: null });
    expect(history).toEqual([]);
  });
  it("has the channels named for the purpose in question only, and the groups of his tags", () => {
    const described = { timeZone: "Asia/Shanghai", channels: { promotion: [] }, tags: ["返乡务工"], suppressed: true };
    expect(describedFacts(described, "promotion", at).customer).toMatchObject({ preferences: { channels: [] }, groups: ["migrant_worker"], suppressions: [{ purpose: null, channel: null }] });
    expect(describedFacts(described, "loan", at).customer.preferences.channels).toBeNull();
  });
});
