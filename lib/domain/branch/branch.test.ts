import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createBranchSchema } from "./schema";
import { closingObstacle, fitsBelow, type BranchLoad } from "./tree";

const EMPTY: BranchLoad = { openBranches: 0, openCustomers: 0, activePeople: 0, activeKeys: 0, unfinishedCampaigns: 0, unfinishedImports: 0 };
const GOOD = { code: "hn-07", name: "澧县支行", nameEn: "Lixian", kind: "branch", parentId: "0193a1b0-0000-7000-8000-000000000001", hotline: "" };

describe("a branch", () => {
  it("stands below head office or a province, a province below head office only", () => {
    expect(fitsBelow("head_office", "province")).toBe(true);
    expect(fitsBelow("head_office", "branch")).toBe(true);
    expect(fitsBelow("province", "branch")).toBe(true);
    expect(fitsBelow("province", "province")).toBe(false);
    expect(fitsBelow("branch", "branch")).toBe(false);
    expect(fitsBelow("head_office", "head_office")).toBe(false);
  });
  it("closes only when nothing hangs on it", () => {
    expect(closingObstacle("branch", EMPTY)).toBeNull();
    fc.assert(fc.property(fc.record({ openBranches: fc.nat(3), openCustomers: fc.nat(3), activePeople: fc.nat(3), activeKeys: fc.nat(3), unfinishedCampaigns: fc.nat(3), unfinishedImports: fc.nat(3) }), (load) => {
      expect(closingObstacle("province", load) === null).toBe(Object.values(load).every((count) => count === 0));
    }));
  });
  it("never closes when it is head office", () => expect(closingObstacle("head_office", EMPTY)).toBe("branch.is_head_office"));
  it("takes no code that would widen a scope by its path", () => {
    for (const code of ["HN/07", "HN%", "HN_7", "", "-HN", "HN-", "湘07", "A".repeat(17)]) expect(createBranchSchema.safeParse({ ...GOOD, code }).success).toBe(false);
    expect(createBranchSchema.parse(GOOD)).toMatchObject({ code: "HN-07", hotline: null });
  });
  it("takes a landline or service number as hotline, never a mobile phone", () => {
    expect(createBranchSchema.parse({ ...GOOD, hotline: "0736-3221234" }).hotline).toBe("0736-3221234");
    expect(createBranchSchema.safeParse({ ...GOOD, hotline: "13800138000" }).success).toBe(false);
  });
});
