import "server-only";
import { takeRate } from "../auth/limiter";
import { sha256Hex } from "../crypto/digest";
import { addressKey } from "../public-form";

/** Whether an address, and a link, may be asked once more this minute. Mail providers press for many readers from few addresses. */
export async function allowMailLink(headers: Headers, token: string): Promise<boolean> {
  if ((await takeRate("mail-address", addressKey(headers), 600)) > 0) return false;
  return (await takeRate("mail-link", sha256Hex(token).slice(0, 24), 20)) === 0;
}
