import "server-only";
import type { Prisma } from "@/prisma/generated/client";
import type { Actor } from "@/lib/domain/access/permissions";

export const PERSON_SELECT = {
  id: true, login: true, name: true, roles: true, branchId: true, sessionVersion: true, disabledAt: true,
  branch: { select: { path: true, name: true, nameEn: true } },
} satisfies Prisma.PersonSelect;

type PersonRow = Prisma.PersonGetPayload<{ select: typeof PERSON_SELECT }>;

/** A person's row as an actor. */
export function toActor(person: PersonRow, requestId: string | null): Actor {
  return {
    id: person.id, kind: "person", name: person.name, roles: person.roles,
    branchId: person.branchId, branchPath: person.branch.path, requestId,
  };
}
