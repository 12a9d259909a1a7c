import { describe, expect, it } from "vitest";
import { db } from "@/lib/server/db/client";
import { makeConsent, makeCustomer } from "@/prisma/factories/customer";
import { makeBranchTree } from "@/prisma/factories/organisation";
import { foldRunningCounts, runningCounts } from "./running";

describe("a running count", () => {
  it("follows customers that come, move and go", async () => {
    const { branch, neighbour } = await makeBranchTree();
    const counts = async () => { const all = await runningCounts("customers_of_branch"); return [all.get(branch.id) ?? 0, all.get(neighbour.id) ?? 0]; };
    const customers = [await makeCustomer(branch), await makeCustomer(branch), await makeCustomer(neighbour)];
    expect(await counts()).toEqual([2, 1]);
    await db().customer.updateMany({ where: { id: { in: customers.map((one) => one.id) } }, data: { branchId: neighbour.id, branchPath: neighbour.path } });
    expect(await counts()).toEqual([0, 3]);
    await db().customer.updateMany({ where: { id: customers[0]!.id }, data: { kind: "farmer" } });
    await db().customer.delete({ where: { id: customers[1]!.id }, select: { id: true } });
    expect(await counts()).toEqual([0, 2]);
  });

  it("says the same after the night's folding, in one row, and goes on from there", async () => {
    const { branch } = await makeBranchTree();
    const customer = await makeCustomer(branch);
    const before = (await runningCounts("entries_of_wording", "test-1")).get("test-1") ?? 0;
    for (let n = 0; n < 3; n += 1) await makeConsent(customer.id, "promotion", "given");
    await foldRunningCounts();
    expect(await db().runningCount.count({ where: { what: "entries_of_wording", key: "test-1" } })).toBe(1);
    await makeConsent(customer.id, "promotion", "withdrawn");
    expect((await runningCounts("entries_of_wording", "test-1")).get("test-1")).toBe(before + 4);
    expect((await runningCounts("customers_of_branch", branch.id)).get(branch.id)).toBe(1);
  });
});
