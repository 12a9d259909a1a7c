import "server-only";
import type { Authorized } from "@/lib/domain/access/permissions";
import type { FirstAdministratorInput } from "@/lib/domain/people/first-administrator";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import { hashPassword } from "../auth/password";
import { recordAudit } from "../audit/record";
import { isUniqueViolation } from "../db/errors";
import { inTransactionOrRefused, type Tx } from "../db/transaction";
import { environment } from "../env";

type Refusal = { readonly code: "person.administrator_exists" | "person.branch_out_of_scope" | "person.login_taken" };

// Two commands at once must not both find that there is no administrator.
const FIRST_LOCK = 0x48_59_41_44;

/** The branch of that code; a new installation gets it as its head office. */
async function headOffice(tx: Tx, code: string): Promise<{ id: string; path: string; made: boolean } | null> {
  const select = { id: true, path: true } as const;
  const branch = await tx.branch.findUnique({ where: { code }, select });
  if (branch) return { ...branch, made: false };
  if ((await tx.branch.count()) > 0) return null;
  const { BANK_NAME } = environment();
  const made = await tx.branch.create({
    data: { code, name: BANK_NAME, nameEn: "Head office", kind: "head_office", path: `${code}/` },
    select,
  });
  return { ...made, made: true };
}

/** Makes the administrator who sets everything else up; refuses once there is one who can sign in. */
export async function createFirstAdministrator(
  actor: Authorized<"person:write">,
  input: FirstAdministratorInput,
): Promise<Result<{ id: string }, Refusal>> {
  const passwordHash = await hashPassword(input.password);
  try {
    return await inTransactionOrRefused(async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(${FIRST_LOCK}::bigint)`;
      const existing = await tx.person.count({ where: { roles: { has: "administrator" }, disabledAt: null } });
      if (existing > 0) return fail({ code: "person.administrator_exists" as const });
      const branch = await headOffice(tx, input.branchCode);
      if (!branch) return fail({ code: "person.branch_out_of_scope" as const });
      const { login, name } = input;
      const { id } = await tx.person.create({
        data: { login, name, roles: ["administrator"], branchId: branch.id, passwordHash },
        select: { id: true },
      });
      const { path: branchPath } = branch;
      if (branch.made)
        await recordAudit(tx, actor, {
          action: "branch.created",
          subjectType: "branch",
          subjectId: branch.id,
          branchPath,
        });
      await recordAudit(tx, actor, {
        action: "person.created",
        subjectType: "person",
        subjectId: id,
        branchPath,
        detail: { roles: ["administrator"], branch: branchPath },
      });
      return ok({ id });
    });
  } catch (error) {
    if (isUniqueViolation(error)) return fail({ code: "person.login_taken" });
    throw error;
  }
}
