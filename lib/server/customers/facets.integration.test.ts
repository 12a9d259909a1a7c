import { expect, it } from "vitest";
import type { Authorized } from "@/lib/domain/access/permissions";
import { makeCustomer } from "@/prisma/factories/customer";
import { makeActor, makeBranchTree } from "@/prisma/factories/organisation";
import { db } from "../db/client";
import { customerFacets } from "./queries";

it("the lists offer the kinds, products and tags of the actor's own customers, new ones from the moment they are written", async () => {
  const tree = await makeBranchTree();
  const province: Authorized<"customer:read"> = await makeActor(tree.province, ["officer"]);
  const neighbour: Authorized<"customer:read"> = await makeActor(tree.neighbour, ["officer"]);
  const first = await makeCustomer(tree.branch, { tags: ["春耕", "民宿"] });
  await makeCustomer(tree.branch, { tags: ["春耕"] });
  await makeCustomer(tree.neighbour, { tags: ["茶商"] });
  await db().customer.update({ where: { id: first.id }, data: { kind: "农户", products: ["惠农e贷"] } });
  expect(await customerFacets(province)).toMatchObject({ kinds: ["农户"], products: ["惠农e贷"], tags: ["春耕", "民宿", "茶商"].sort() });
  expect(await customerFacets(neighbour)).toMatchObject({ kinds: [], products: [], tags: ["茶商"] });
});
