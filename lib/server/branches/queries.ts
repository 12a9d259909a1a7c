import "server-only";
import type { Actor } from "@/lib/domain/access/permissions";
import { db } from "../db/client";

/** The actor's subtree in tree order, with how many people and customers hang on each node. */
export async function listBranches(actor: Pick<Actor, "branchPath">) {
  return db().branch.findMany({
    where: { path: { startsWith: actor.branchPath } },
    orderBy: { path: "asc" },
    select: { id: true, code: true, name: true, nameEn: true, kind: true, path: true, hotline: true, parentId: true, closedAt: true, _count: { select: { people: true, customers: true } } },
  });
}

export type BranchRow = Awaited<ReturnType<typeof listBranches>>[number];
