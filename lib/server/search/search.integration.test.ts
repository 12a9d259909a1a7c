import { expect, it } from "vitest";
import type { Authorized } from "@/lib/domain/access/permissions";
import { makeCampaign, makeTemplate } from "@/prisma/factories/campaign";
import { makeCustomer } from "@/prisma/factories/customer";
import { makeActor, makeBranchTree } from "@/prisma/factories/organisation";
import { db } from "../db/client";
import { searchEverything } from "./queries";

it("finds customers, templates and campaigns of the actor's own branches, and shows no whole name or phone", async () => {
  const tree = await makeBranchTree();
  const customer = await makeCustomer(tree.branch, { name: "端木清扬" });
  const template = await makeTemplate(tree.branch, { key: `search.${tree.branch.code.toLowerCase()}` });
  const { id } = await makeCampaign(tree.branch, template, {});
  await db().campaign.update({ where: { id }, data: { name: `春耕 ${tree.branch.code}` } });
  const own: Authorized<"dashboard:read"> = await makeActor(tree.branch, ["officer"]);
  const other: Authorized<"dashboard:read"> = await makeActor(tree.neighbour, ["officer"]);
  const found = async (actor: typeof own, query: string) => (await searchEverything(actor, query)).map((hit) => `${hit.kind}:${hit.id}`);
  for (const query of [customer.number, "端木清扬"]) {
    expect(await found(own, query)).toContain(`customer:${customer.id}`);
    expect(await found(other, query)).not.toContain(`customer:${customer.id}`);
  }
  const [hit] = await searchEverything(own, "端木清扬");
  expect(hit?.label).not.toContain("清扬");
  expect(await found(own, template.key)).toContain(`template:${template.templateId}`);
  expect(await found(own, `耕 ${tree.branch.code}`)).toEqual([`campaign:${id}`]);
  expect(await found(other, `耕 ${tree.branch.code}`)).toEqual([]);
});
