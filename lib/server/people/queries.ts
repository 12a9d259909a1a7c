import "server-only";
import type { Authorized } from "@/lib/domain/access/permissions";
import { db } from "../db/client";

/** People of the administrator's subtree, by branch and login. */
export async function listPeople(actor: Authorized<"settings:read">) {
  const people = await db().person.findMany({
    where: { branch: { path: { startsWith: actor.branchPath } } },
    orderBy: [{ branch: { path: "asc" } }, { login: "asc" }],
    select: {
      id: true, login: true, name: true, roles: true, disabledAt: true, lastSignInAt: true, branchId: true,
      branch: { select: { name: true, nameEn: true, code: true } },
    },
  });
  return people.map(({ disabledAt, ...person }) => ({ ...person, disabled: disabledAt !== null }));
}

export type PersonRow = Awaited<ReturnType<typeof listPeople>>[number];
