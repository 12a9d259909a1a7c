import { z } from "zod";
import { ROLES } from "@/lib/domain/shared/vocabulary";

// NIST SP 800-63B-4 §3.1.1: length is what counts, composition rules are not asked for; 15 where the password is the only factor.
const PASSWORD_MIN = 15;

export const createPersonSchema = z.object({
  login: z.string().trim().toLowerCase().regex(/^[a-z0-9][a-z0-9._-]{0,60}@[a-z0-9.-]{2,60}$/, "person.login_malformed"),
  name: z.string().trim().min(1, "person.name_missing").max(40, "person.name_long"),
  roles: z.array(z.enum(ROLES)).min(1, "person.role_missing"),
  branchId: z.uuid("person.branch_missing"),
  password: z.string().min(PASSWORD_MIN, "person.password_short").max(200, "person.password_long"),
});

export const changePersonSchema = createPersonSchema.pick({ name: true, roles: true, branchId: true }).extend({ personId: z.uuid() });
export const resetPasswordSchema = createPersonSchema.pick({ password: true }).extend({ personId: z.uuid() });
export const personIdSchema = z.object({ personId: z.uuid() });

export type CreatePersonInput = z.output<typeof createPersonSchema>;
export type ChangePersonInput = z.output<typeof changePersonSchema>;
export type ResetPasswordInput = z.output<typeof resetPasswordSchema>;
