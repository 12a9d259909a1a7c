import { z } from "zod";
import { REFUSAL_REASONS, type RefusalReason } from "@/lib/domain/customer/import-state";
import { named } from "./shape";

export const XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** What a file of customers may come as; the file itself is looked at, so a wrong one of these does no harm. */
export const IMPORT_TYPES = [
  "text/csv",
  XLSX_TYPE,
  "text/tab-separated-values",
  "text/plain",
  "application/csv",
  "application/octet-stream",
] as const;

/** Columns are found by their names; a mapping made by hand is made in the console. */
export const importQueryShape = z.strictObject({
  mapping: z.enum(["auto"]).optional(),
  fileName: z.string().min(1).max(200).optional(),
});

export const importAcceptedShape = named("ImportAccepted", z.strictObject({ id: z.uuid() }), {
  id: "019ac0de-7b1a-7c3e-9f00-2b6c8d1e4f5a",
});

const count = z.int().min(0);

const byReasonShape = named(
  "ImportReasons",
  z.strictObject(
    Object.fromEntries(REFUSAL_REASONS.map((reason) => [reason, count])) as Record<RefusalReason, typeof count>,
  ),
  { phone: 11, duplicate: 6, branch: 2, name: 0, date: 1, columns: 0, number: 0 },
);

const failureShape = named("ImportFailure", z.strictObject({ code: z.string(), detail: z.string() }), {
  code: "import.not_a_table",
  detail: "这不是一张表格，请另存为 XLSX 或 CSV 后重新上传。",
});

export const importShape = named(
  "Import",
  z.strictObject({
    id: z.uuid(),
    state: z.enum(["running", "done", "failed"]),
    rows: count,
    taken: count,
    /** Taken rows that were known already, exactly so. */
    unchanged: count,
    refused: count,
    warnings: count,
    byReason: byReasonShape,
    /** Why the whole file could not be read; null unless it failed. */
    failure: failureShape.nullable(),
  }),
  {
    id: "019ac0de-7b1a-7c3e-9f00-2b6c8d1e4f5a",
    state: "done",
    rows: 500,
    taken: 480,
    unchanged: 0,
    refused: 20,
    warnings: 3,
    byReason: { phone: 11, duplicate: 6, branch: 2, name: 0, date: 1, columns: 0, number: 0 },
    failure: null,
  },
);

export type ImportBody = z.output<typeof importShape>;
