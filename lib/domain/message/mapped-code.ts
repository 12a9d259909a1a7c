import { z } from "zod";
import { ERROR_CLASSES, type ErrorClass, type ProviderCode } from "./provider-error";

/** What is done about a code of a class that the bank itself named; actions are those of provider-errors.json. */
const ACTIONS: Readonly<Record<ErrorClass, string>> = {
  permanent: "no_auto_retry", temporary: "retry_backoff", throttled: "retry_backoff", opted_out: "suppress", blocked_content: "pause_campaign", invalid_number: "drop_recipient",
};

/** The bank's own meaning of a code, as the pipeline asks for it. */
export function toProviderCode(row: { readonly space: string; readonly code: string; readonly class: string; readonly meaning: string }): ProviderCode {
  const errorClass = ERROR_CLASSES.find((one) => one === row.class) ?? "permanent";
  return { provider: row.space, code: row.code, class: errorClass, action: ACTIONS[errorClass], meaning: row.meaning };
}

/** What a person says that a carrier's code means. */
export const mapCodeSchema = z.object({
  space: z.string().min(1).max(60),
  code: z.string().min(1).max(100),
  class: z.enum(ERROR_CLASSES),
  meaning: z.string().trim().min(2, "provider.meaning_missing").max(200),
});
export type MapCodeInput = z.output<typeof mapCodeSchema>;
