import "server-only";
import { environment } from "./env";

/** The bank's name as customers know it. */
export function bankName(): string {
  return environment().BANK_NAME;
}
