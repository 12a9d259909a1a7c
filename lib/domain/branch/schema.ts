import { z } from "zod";
import { LANDLINE_OR_SERVICE_NUMBER } from "@/lib/domain/registers/schema";

export const NEW_BRANCH_KINDS = ["province", "branch"] as const;

/** Customer service number of a branch; left empty, there is none. */
const hotline = z.string().trim().regex(LANDLINE_OR_SERVICE_NUMBER, "branch.hotline_malformed").or(z.literal("")).transform((number) => (number === "" ? null : number));

export const createBranchSchema = z.object({
  // The code becomes part of the path by which scope is decided: a slash or a wildcard in it would reach other branches.
  code: z.string().trim().toUpperCase().regex(/^[A-Z0-9](?:[A-Z0-9-]{0,14}[A-Z0-9])?$/, "branch.code_malformed"),
  name: z.string().trim().min(1, "branch.name_missing").max(40, "branch.name_long"),
  nameEn: z.string().trim().min(1, "branch.name_missing").max(80, "branch.name_long"),
  kind: z.enum(NEW_BRANCH_KINDS, "branch.kind_missing"),
  parentId: z.uuid("branch.parent_missing"),
  hotline,
});
export const changeBranchSchema = createBranchSchema.pick({ name: true, nameEn: true, hotline: true }).extend({ branchId: z.uuid() });
export const branchIdSchema = z.object({ branchId: z.uuid() });

export type CreateBranchInput = z.output<typeof createBranchSchema>;
export type ChangeBranchInput = z.output<typeof changeBranchSchema>;
