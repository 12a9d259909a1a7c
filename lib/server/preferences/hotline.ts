import "server-only";
import { pathsUpwards } from "@/lib/domain/access/scope";
import { db } from "../db/client";

/** The number that a customer sees on every page: of the own branch or the nearest above it, else one of the register. */
export async function hotlineFor(branchPath: string | null): Promise<string | null> {
  const where = branchPath === null ? { parentId: null } : { path: { in: [...pathsUpwards(branchPath)] } };
  const branches = await db().branch.findMany({ where: { ...where, hotline: { not: null } }, orderBy: { path: "desc" }, select: { hotline: true }, take: 1 });
  if (branches[0]?.hotline) return branches[0].hotline;
  const contact = await db().registeredContact.findFirst({ where: { retiredAt: null }, orderBy: { createdAt: "asc" }, select: { number: true } });
  return contact?.number ?? null;
}
