import { describe, expect, it } from "vitest";
import { can, grant, inScope, type Actor } from "./permissions";

const actor = (roles: Actor["roles"], branchPath = "HQ/HN/"): Actor => ({
  id: "1", kind: "person", name: "甲", roles, branchId: "b", branchPath, requestId: null,
});

describe("permissions", () => {
  it("lets no single role both write and decide", () => {
    for (const role of ["officer", "reviewer", "manager", "administrator"] as const) {
      expect(can(actor([role]), "template:write") && can(actor([role]), "review:decide")).toBe(false);
    }
  });
  it("grants nothing to an actor without roles", () => {
    expect(grant(actor([]), "dashboard:read")).toBeNull();
  });
  it("keeps a branch out of its neighbour's rows", () => {
    expect(inScope(actor(["officer"], "HQ/HN/"), "HQ/HN/HN-01/")).toBe(true);
    expect(inScope(actor(["officer"], "HQ/HN/HN-01/"), "HQ/HN/HN-010/")).toBe(false);
    expect(inScope(actor(["officer"], "HQ/HN/"), "HQ/GS/")).toBe(false);
  });
});
