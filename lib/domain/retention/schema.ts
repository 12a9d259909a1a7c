import { z } from "zod";
import { DATED_TABLES } from "./terms";

/** One term as its form holds it; floors are judged by `whyNotMonths`, which names what sets them. */
export const changeTermSchema = z.object({ table: z.enum(DATED_TABLES), months: z.number().int() });
export type ChangeTermInput = z.output<typeof changeTermSchema>;
