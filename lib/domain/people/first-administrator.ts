import { z } from "zod";
import { createPersonSchema } from "./schema";

/** Who may set up a new installation; `branchCode` is made as the head office where no branch exists yet. */
export const firstAdministratorSchema = createPersonSchema.pick({ login: true, name: true, password: true }).extend({
  branchCode: z.string().regex(/^[A-Z][A-Z0-9-]{0,19}$/, "person.branch_missing"),
});

export type FirstAdministratorInput = z.output<typeof firstAdministratorSchema>;
