import "server-only";
import type { Prisma } from "@/prisma/generated/client";
import type { Actor } from "@/lib/domain/access/permissions";
import { runningCounts } from "../counts/running";
import { db } from "../db/client";

const SELECT = { id: true, code: true, name: true, nameEn: true, kind: true, path: true, hotline: true, parentId: true, closedAt: true } satisfies Prisma.BranchSelect;

/** The actor's subtree in tree order. */
export async function listBranches(actor: Pick<Actor, "branchPath">) {
  return db().branch.findMany({ where: { path: { startsWith: actor.branchPath } }, orderBy: { path: "asc" }, select: SELECT });
}

export type BranchRow = Awaited<ReturnType<typeof listBranches>>[number];

/** The same with how many people and customers hang on each node. */
export async function listBranchSizes(actor: Pick<Actor, "branchPath">) {
  const [rows, customers] = await Promise.all([
    db().branch.findMany({ where: { path: { startsWith: actor.branchPath } }, orderBy: { path: "asc" }, select: { ...SELECT, _count: { select: { people: true } } } }),
    runningCounts("customers_of_branch"),
  ]);
  return rows.map(({ _count, ...row }) => ({ ...row, people: _count.people, customers: customers.get(row.id) ?? 0 }));
}
