import { describe, expect, it } from "vitest";
import { routeNotes, type NotedRoute } from "./notes";

const route = (id: string, change: Partial<NotedRoute> = {}): NotedRoute => ({
  id, channel: "sms", purpose: null, country: null, prefix: null, branchPath: null, rank: 100, weight: 1, accountId: `account of ${id}`, accountIs: null, takesOffers: true, branchGone: false, ...change,
});
const notesOf = (...routes: NotedRoute[]) => Object.fromEntries(routeNotes(routes));

describe("what is said of a route", () => {
  it("is nothing where it stands alone, or is simply narrower than another", () => {
    expect(notesOf(route("narrow", { purpose: "risk", branchPath: "/1/" }), route("wide", { purpose: "risk" }))).toEqual({ narrow: [], wide: [] });
  });
  it("is that nothing leaves through an account that is out of use", () => {
    expect(notesOf(route("a", { accountIs: "off" }), route("b", { accountIs: "ended" }))).toEqual({ a: [{ kind: "account_off" }], b: [{ kind: "account_ended" }] });
  });
  it("is what part it gets among routes for the same messages at the same rank", () => {
    expect(notesOf(route("a", { weight: 3 }), route("b"))).toEqual({ a: [{ kind: "shares", share: 0.75 }], b: [{ kind: "shares", share: 0.25 }] });
  });
  it("is that it waits in reserve behind a lower rank, unless that account is out of use", () => {
    expect(notesOf(route("a", { rank: 1 }), route("b", { rank: 2 }))).toEqual({ a: [], b: [{ kind: "reserve", other: "a" }] });
    expect(notesOf(route("a", { rank: 1, accountIs: "off" }), route("b", { rank: 2 })).b).toEqual([]);
  });
  it("is which other one goes first where both fit some messages and neither is narrower throughout", () => {
    const number = route("number", { country: "CN", prefix: "138" });
    const branch = route("branch", { branchPath: "/1/2/" });
    expect(notesOf(number, branch)).toEqual({ number: [], branch: [{ kind: "yields", other: "number" }] });
    expect(notesOf(route("email", { channel: "email", purpose: "risk" }), branch).branch).toEqual([]);
    expect(notesOf(route("elsewhere", { branchPath: "/1/3/", purpose: "risk" }), branch).branch).toEqual([]);
  });
  it("is that offers pass an account which takes none, or that an offers' route is of no use with it", () => {
    const kinds = (purpose: string | null) => routeNotes([route("a", { purpose, takesOffers: false })]).get("a")?.map(({ kind }) => kind);
    expect([kinds(null), kinds("promotion"), kinds("risk")]).toEqual([["offers_pass"], ["no_offers"], []]);
  });
  it("names a branch that is closed", () => {
    expect(notesOf(route("a", { branchPath: "/1/", branchGone: true })).a).toEqual([{ kind: "branch_gone" }]);
  });
});
