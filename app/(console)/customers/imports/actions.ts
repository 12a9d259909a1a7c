"use server";

import { revalidatePath } from "next/cache";
import { discardImportSchema } from "@/lib/domain/customer/import-state";
import { defineAction } from "@/lib/server/action";
import { discardImport, startImport } from "@/lib/server/imports/commands";
import { mappingFormSchema } from "./_components/mapping-schema";

export const startImportAction = defineAction("imports.start", "customer:import", mappingFormSchema, async (actor, input) => {
  const result = await startImport(actor, input);
  if (result.ok) revalidatePath(`/customers/imports/${input.importId}`);
  return result;
});

export const discardImportAction = defineAction("imports.discard", "customer:import", discardImportSchema, async (actor, input) => {
  const result = await discardImport(actor, input);
  if (result.ok) revalidatePath("/customers/imports");
  return result;
});
