import { describe, expect, it } from "vitest";
import { accountsFor, spread, type RouteAsk, type RouteRow } from "./route";

const row = (accountId: string, over: Partial<RouteRow> = {}): RouteRow => ({ purpose: null, country: null, prefix: null, branchPath: null, accountId, rank: 100, weight: 1, ...over });
const ask = (over: Partial<RouteAsk> = {}): RouteAsk => ({ key: "m-1", purpose: "account", branchPath: "/1/2/", number: { country: "CN", national: "13800000000" }, ...over });

describe("routes", () => {
  it("only of rows that fit, each account once", () => {
    const rows = [row("all"), row("all", { purpose: "account" }), row("us", { country: "US" }), row("offers", { purpose: "promotion" }), row("other", { branchPath: "/1/3/" })];
    expect(accountsFor(rows, ask())).toEqual(["all"]);
    expect(accountsFor(rows, ask({ purpose: "promotion" }))).toEqual(["offers", "all"]);
    expect(accountsFor([], ask())).toEqual([]);
  });

  it("the narrowest first: number, branch, country, purpose; then the rank", () => {
    const rows = [
      row("later", { rank: 200 }), row("any"), row("purpose", { purpose: "account" }), row("country", { country: "CN" }), row("branch", { branchPath: "/1/" }),
      row("deeper", { branchPath: "/1/2/" }), row("prefix", { prefix: "138" }), row("longer", { prefix: "1380" }),
    ];
    expect(accountsFor(rows, ask())).toEqual(["longer", "prefix", "deeper", "branch", "country", "purpose", "any", "later"]);
  });

  it("a message without a number that can be read takes no route drawn for numbers", () => {
    expect(accountsFor([row("cn", { country: "CN" }), row("all")], ask({ number: null }))).toEqual(["all"]);
  });

  it("weights share a rank in their proportion, and the same message always goes the same way", () => {
    const rows = [row("a", { weight: 3 }), row("b", { weight: 1 })];
    const firsts = Array.from({ length: 10_000 }, (_, index) => accountsFor(rows, ask({ key: `m-${index}` }))[0]);
    const share = firsts.filter((one) => one === "a").length / firsts.length;
    expect(share).toBeGreaterThan(0.72);
    expect(share).toBeLessThan(0.78);
    expect(accountsFor(rows, ask())).toEqual(accountsFor([...rows].reverse(), ask()));
  });

  it("an account that drops out hands on its own messages and moves nobody else's", () => {
    const rows = ["a", "b", "c"].map((id) => row(id));
    for (let index = 0; index < 500; index += 1) {
      const before = accountsFor(rows, ask({ key: `m-${index}` }));
      const after = accountsFor(rows.filter((one) => one.accountId !== "b"), ask({ key: `m-${index}` }));
      expect(after).toEqual(before.filter((one) => one !== "b"));
    }
  });

  it("spreads from 0 to below 1", () => {
    const all = Array.from({ length: 2_000 }, (_, index) => spread(`${index}`));
    expect(Math.min(...all)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...all)).toBeLessThan(1);
    expect(all.reduce((sum, one) => sum + one, 0) / all.length).toBeCloseTo(0.5, 1);
  });
});
