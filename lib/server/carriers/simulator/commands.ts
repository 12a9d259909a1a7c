import "server-only";
import { randomUUID } from "node:crypto";
import type { Authorized } from "@/lib/domain/access/permissions";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import { now } from "../../clock";
import { decrypt } from "../../crypto/cipher";
import { db } from "../../db/client";
import { takeInbound } from "../../inbound/take";

type Refusal = { readonly code: "phone.not_found" | "phone.nothing_received" };

/** Texts the bank from a simulated phone, as its customer would; when this returns, a refusal holds. */
export async function replyFromPhone(actor: Authorized<"phones:use">, input: { readonly customerId: string; readonly text: string }): Promise<Result<null, Refusal>> {
  const customer = await db().customer.findFirst({
    where: { id: input.customerId, branchPath: { startsWith: actor.branchPath } }, select: { phoneCipher: true, phoneIndex: true },
  });
  if (!customer?.phoneCipher || !customer.phoneIndex) return fail({ code: "phone.not_found" });
  // Only phones of the simulator can be spoken for: nobody answers in the name of a real customer.
  const last = await db().simulatedMessage.findFirst({ where: { toIndex: customer.phoneIndex }, orderBy: { acceptedAt: "desc" }, select: { accountId: true } });
  if (!last) return fail({ code: "phone.nothing_received" });
  await takeInbound(last.accountId, [{ providerInboundId: `sim-phone-${randomUUID()}`, from: decrypt(customer.phoneCipher, "customer.phone"), text: input.text, at: now() }]);
  return ok(null);
}
