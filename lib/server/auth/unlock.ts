import "server-only";
import type { Authorized } from "@/lib/domain/access/permissions";
import { recordAudit } from "../audit/record";
import { sha256Hex } from "../crypto/digest";
import { inTransaction } from "../db/transaction";
import { clearSignInFailures } from "./limiter";

/** Lets a login be tried again before its lock ends; says nothing about whether such an account exists. */
export async function unlockSignIn(actor: Authorized<"person:write">, login: string): Promise<void> {
  await clearSignInFailures(login);
  const subjectId = sha256Hex(login.trim().toLowerCase()).slice(0, 16);
  await inTransaction((tx) => recordAudit(tx, actor, { action: "session.unlocked", subjectType: "login", subjectId }));
}
