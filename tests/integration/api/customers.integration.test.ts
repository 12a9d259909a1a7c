import { beforeAll, describe, expect, it } from "vitest";
import { GET as getCustomer } from "@/app/api/v1/customers/[number]/route";
import { customerShape } from "@/lib/domain/api/customer-shapes";
import { makeApiKey } from "@/prisma/factories/api-key";
import { makeConsent, makeCustomer } from "@/prisma/factories/customer";
import { makeBranchTree } from "@/prisma/factories/organisation";
import { call, problemOf } from "./call";

let tree: Awaited<ReturnType<typeof makeBranchTree>>;
let admin: string;
beforeAll(async () => {
  tree = await makeBranchTree();
  admin = (await makeApiKey(tree.head)).key;
});

describe("GET /customers/{number}", () => {
  it("shows a customer masked, with the latest word on each channel and purpose", async () => {
    const customer = await makeCustomer(tree.branch, {
      name: "王小明",
      phone: "+8615412345678",
      tags: ["果农"],
      agreed: ["promotion"],
    });
    await makeConsent(customer.id, "promotion", "withdrawn", new Date("2026-03-03T02:11:00Z"));
    const answered = await call(getCustomer, { key: admin, params: { number: customer.number } });
    expect(answered.status).toBe(200);
    expect(answered.headers.get("cache-control")).toBe("no-store");
    const shown = customerShape.parse(answered.body);
    expect(shown).toMatchObject({
      number: customer.number,
      tags: ["果农"],
      branch: { code: tree.branch.code },
      consents: [{ channel: "sms", purpose: "promotion", state: "withdrawn", at: "2026-03-03T02:11:00.000Z" }],
    });
    expect(JSON.stringify(answered.body)).not.toMatch(/小明|12345678/);
  });

  it("knows nothing of a customer outside the key's branches: 404, as for one that does not exist", async () => {
    const { key } = await makeApiKey(tree.branch, "officer");
    const elsewhere = await makeCustomer(tree.neighbour);
    const there = await call(getCustomer, { key, params: { number: elsewhere.number } });
    const nobody = await call(getCustomer, { key, params: { number: "NOBODY" } });
    expect([there.status, nobody.status]).toEqual([404, 404]);
    expect(problemOf(there).code).toBe(problemOf(nobody).code);
  });
});
