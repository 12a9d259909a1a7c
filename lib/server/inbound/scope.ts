import "server-only";
import type { Prisma } from "@/prisma/generated/client";

/** Texts that an actor may see and deal with: those of his subtree, and at head office those from phones that no customer has. */
export function inboundScope(actor: { readonly branchPath: string }): Prisma.InboundMessageWhereInput {
  const own = { branchPath: { startsWith: actor.branchPath } };
  // A path has one part for each level ("HQ/HN/"): the root has one.
  return actor.branchPath.split("/").length <= 2 ? { OR: [own, { branchPath: null }] } : own;
}
