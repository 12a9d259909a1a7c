import { randomUUID } from "node:crypto";
import type { Actor, Authorized, Permission } from "@/lib/domain/access/permissions";
import type { Role } from "@/lib/domain/shared/vocabulary";
import { db } from "@/lib/server/db/client";

const short = () => randomUUID().slice(0, 8).toUpperCase();

/** A head office, one province and one branch below it, with codes nobody else has. */
export async function makeBranchTree() {
  const mark = short();
  const make = (code: string, kind: "head_office" | "province" | "branch", parent: { id: string; path: string } | null) =>
    db().branch.create({
      data: { code, name: code, nameEn: code, kind, parentId: parent?.id ?? null, path: `${parent?.path ?? ""}${code}/` },
      select: { id: true, code: true, path: true },
    });
  const head = await make(`HQ${mark}`, "head_office", null);
  const province = await make(`P${mark}`, "province", head);
  const branch = await make(`P${mark}-01`, "branch", province);
  const neighbour = await make(`P${mark}-02`, "branch", province);
  return { head, province, branch, neighbour };
}

export type MadeBranch = Awaited<ReturnType<typeof makeBranchTree>>["branch"];

/** A person of a branch; the password hash fits no password (sign-in has tests of its own). */
export async function makePerson(branch: MadeBranch, roles: Role[], name = "测试员") {
  return db().person.create({
    data: { login: `${short()}@test`.toLowerCase(), name, roles, branchId: branch.id, passwordHash: "-" },
    select: { id: true, login: true, name: true, roles: true, branchId: true },
  });
}

/** A stored person as the actor that a page or action would have after its permission check. */
export async function makeActor<P extends Permission>(branch: MadeBranch, roles: Role[], name?: string): Promise<Authorized<P>> {
  const person = await makePerson(branch, roles, name);
  const actor: Actor = { ...person, kind: "person", branchPath: branch.path, requestId: null };
  // Tests of commands begin where the permission check has passed; the check itself has tests of its own.
  return actor as Authorized<P>;
}
