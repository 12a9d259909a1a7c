import { classifyCode } from "@/lib/domain/message/provider-error";
import { readStat } from "@/lib/domain/message/receipt";

/** Why a receipt with this code says that a message did not arrive: the class of a listed code, else what a network's status word means. */
export function receiptReasonOf(space: string, code: string): string {
  const known = classifyCode(space, code);
  if (known.mapped && known.class !== null) return known.class;
  return readStat(code).reason ?? "unmapped";
}
