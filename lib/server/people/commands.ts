import "server-only";
import type { Authorized } from "@/lib/domain/access/permissions";
import type { ChangePersonInput, CreatePersonInput, ResetPasswordInput } from "@/lib/domain/people/schema";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import { clearSignInFailures } from "../auth/limiter";
import { hashPassword } from "../auth/password";
import { recordAudit } from "../audit/record";
import { now } from "../clock";
import { isUniqueViolation } from "../db/errors";
import { inTransaction, inTransactionOrRefused, type Tx } from "../db/transaction";

type Admin = Authorized<"person:write">;
type Refusal = { readonly code: "person.login_taken" | "person.not_found" | "person.branch_out_of_scope" | "person.own_account" };

function branchInScope(tx: Tx, actor: Admin, branchId: string) {
  return tx.branch.findFirst({ where: { id: branchId, closedAt: null, path: { startsWith: actor.branchPath } }, select: { id: true, path: true } });
}

function personInScope(tx: Tx, actor: Admin, personId: string) {
  return tx.person.findFirst({
    where: { id: personId, branch: { path: { startsWith: actor.branchPath } } },
    select: { id: true, login: true, disabledAt: true },
  });
}

/** Adds somebody who may sign in. */
export async function createPerson(actor: Admin, input: CreatePersonInput): Promise<Result<{ id: string }, Refusal>> {
  const { password, ...person } = input;
  const passwordHash = await hashPassword(password);
  try {
    return await inTransaction(async (tx) => {
      const branch = await branchInScope(tx, actor, input.branchId);
      if (!branch) return fail({ code: "person.branch_out_of_scope" });
      const { id } = await tx.person.create({ data: { ...person, passwordHash }, select: { id: true } });
      await recordAudit(tx, actor, { action: "person.created", subjectType: "person", subjectId: id, detail: { roles: person.roles, branch: branch.path } });
      return ok({ id });
    });
  } catch (error) {
    if (isUniqueViolation(error)) return fail({ code: "person.login_taken" });
    throw error;
  }
}

/** Changes name, roles or branch; sessions of the person end, so that the new roles hold at once. */
export function changePerson(actor: Admin, input: ChangePersonInput): Promise<Result<null, Refusal>> {
  return inTransactionOrRefused(async (tx) => {
    const person = await personInScope(tx, actor, input.personId);
    if (!person) return fail({ code: "person.not_found" as const });
    // Nobody raises or moves himself: a second administrator does.
    if (person.id === actor.id) return fail({ code: "person.own_account" as const });
    const branch = await branchInScope(tx, actor, input.branchId);
    if (!branch) return fail({ code: "person.branch_out_of_scope" as const });
    const { name, roles, branchId } = input;
    await tx.person.update({ where: { id: person.id }, data: { name, roles, branchId, sessionVersion: { increment: 1 }, ...(roles.includes("administrator") ? {} : { phoneCipher: null }) }, select: { id: true } });
    await recordAudit(tx, actor, { action: "person.changed", subjectType: "person", subjectId: person.id, detail: { roles, branch: branch.path } });
    return ok(null);
  });
}

/** Disables or enables an account; a disabled person is out at the next request. */
export function setPersonDisabled(actor: Admin, personId: string, disabled: boolean): Promise<Result<null, Refusal>> {
  return inTransactionOrRefused(async (tx) => {
    const person = await personInScope(tx, actor, personId);
    if (!person) return fail({ code: "person.not_found" as const });
    if (person.id === actor.id) return fail({ code: "person.own_account" as const });
    await tx.person.update({
      where: { id: person.id }, select: { id: true },
      // Nobody tests anything with the phone of somebody who is gone.
      data: { disabledAt: disabled ? now() : null, sessionVersion: { increment: 1 }, ...(disabled ? { phoneCipher: null } : {}) },
    });
    await recordAudit(tx, actor, { action: disabled ? "person.disabled" : "person.enabled", subjectType: "person", subjectId: person.id });
    return ok(null);
  });
}

/** Sets a new password, ends all sessions and lifts a lock after failed sign-ins. */
export async function resetPassword(actor: Admin, input: ResetPasswordInput): Promise<Result<null, Refusal>> {
  const passwordHash = await hashPassword(input.password);
  const result = await inTransactionOrRefused(async (tx) => {
    const person = await personInScope(tx, actor, input.personId);
    if (!person) return fail({ code: "person.not_found" as const });
    await tx.person.update({ where: { id: person.id }, data: { passwordHash, sessionVersion: { increment: 1 } }, select: { id: true } });
    await recordAudit(tx, actor, { action: "person.password_reset", subjectType: "person", subjectId: person.id });
    return ok(person.login);
  });
  if (!result.ok) return result;
  await clearSignInFailures(result.value);
  return ok(null);
}
