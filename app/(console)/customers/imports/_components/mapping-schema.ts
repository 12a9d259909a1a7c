import { z } from "zod";
import { startImportSchema } from "@/lib/domain/customer/import-state";
import { missingColumns, repeatedColumns } from "@/lib/domain/customer/mapping";

/** The choice of a field that the file does not hold: a list of choices cannot have an empty one. */
export const NO_COLUMN = "none";

const toMapping = (columns: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(columns).map(([field, column]) => [field, column === NO_COLUMN ? null : Number(column)]));

/** The mapping form: a choice per field, as the number of a column. */
export const mappingFormSchema = z
  .object({ importId: z.uuid(), columns: z.record(z.string(), z.string().regex(/^(none|\d{1,3})$/)), tag: z.string() })
  .superRefine(({ columns }, context) => {
    const mapping = toMapping(columns);
    for (const { field, code } of missingColumns(mapping)) context.addIssue({ code: "custom", path: ["columns", field], message: code });
    const twice = new Set(repeatedColumns(mapping));
    for (const [field, column] of Object.entries(mapping)) {
      if (column !== null && twice.has(column)) context.addIssue({ code: "custom", path: ["columns", field], message: "import.column_repeated" });
    }
  })
  .transform(({ columns, ...rest }) => ({ ...rest, mapping: toMapping(columns) }))
  .pipe(startImportSchema);
