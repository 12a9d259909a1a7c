import "server-only";
import type { Prisma } from "@/prisma/generated/client";
import type { Authorized } from "@/lib/domain/access/permissions";
import { db } from "../db/client";

export type PeopleFilters = { /** Part of a name or login. */ readonly q?: string };

export const PEOPLE_A_PAGE = 50;

/** What comes after somebody in the order of the list; ids of others' subtrees lead nowhere. */
async function beyond(id: string | undefined): Promise<Prisma.PersonWhereInput> {
  const last = id === undefined ? null : await db().person.findUnique({ where: { id }, select: { login: true, branch: { select: { path: true } } } });
  if (!last) return {};
  return { OR: [{ branch: { path: { gt: last.branch.path } } }, { branch: { path: last.branch.path }, login: { gt: last.login } }] };
}

/** People of the administrator's subtree, by branch and login, by keyset: pass the last id of the page before. */
export async function listPeople(actor: Authorized<"settings:read">, { q }: PeopleFilters = {}, after?: string, take = PEOPLE_A_PAGE) {
  const people = await db().person.findMany({
    where: {
      AND: [
        { branch: { path: { startsWith: actor.branchPath } } },
        q ? { OR: [{ name: { contains: q, mode: "insensitive" } }, { login: { contains: q, mode: "insensitive" } }] } : {},
        await beyond(after),
      ],
    },
    orderBy: [{ branch: { path: "asc" } }, { login: "asc" }],
    select: {
      id: true, login: true, name: true, roles: true, disabledAt: true, lastSignInAt: true, branchId: true,
      branch: { select: { name: true, nameEn: true, code: true } },
    },
    take: take + 1,
  });
  const page = people.slice(0, take);
  return { rows: page.map(({ disabledAt, ...person }) => ({ ...person, disabled: disabledAt !== null })), next: people.length > take ? (page.at(-1)?.id ?? null) : null };
}

export type PersonRow = Awaited<ReturnType<typeof listPeople>>["rows"][number];
