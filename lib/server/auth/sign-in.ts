import "server-only";
import { inTransaction } from "../db/transaction";
import { now } from "../clock";
import { db } from "../db/client";
import { recordAudit } from "../audit/record";
import { sha256Hex } from "../crypto/digest";
import { clearSignInFailures, countSignInFailure, isSignInLocked } from "./limiter";
import { verifyPassword } from "./password";
import { toActor, PERSON_SELECT } from "./person-actor";
import { systemActor } from "@/lib/domain/access/permissions";

export type SignIn =
  | { readonly ok: true; readonly personId: string; readonly sessionVersion: number }
  | { readonly ok: false; readonly code: "sign_in.wrong" | "sign_in.locked" };

const REFUSED_BY = systemActor("sign-in", []);

async function recordRefusal(login: string, action: "session.refused" | "session.locked"): Promise<void> {
  // The login itself may be a mistyped password: only its hash is kept.
  const subjectId = sha256Hex(login.trim().toLowerCase()).slice(0, 16);
  await inTransaction((tx) => recordAudit(tx, REFUSED_BY, { action, subjectType: "login", subjectId }));
}

/** Checks login and password; the answer and its duration are the same whether or not the account exists. */
export async function signIn(login: string, password: string): Promise<SignIn> {
  if (await isSignInLocked(login)) return { ok: false, code: "sign_in.locked" };
  const person = await db().person.findUnique({
    where: { login: login.trim().toLowerCase() },
    select: { ...PERSON_SELECT, passwordHash: true },
  });
  const usable = person && !person.disabledAt ? person : null;
  if (!(await verifyPassword(usable?.passwordHash ?? null, password)) || !usable) {
    const locked = await countSignInFailure(login);
    await recordRefusal(login, locked ? "session.locked" : "session.refused");
    return { ok: false, code: locked ? "sign_in.locked" : "sign_in.wrong" };
  }
  await clearSignInFailures(login);
  await inTransaction(async (tx) => {
    await tx.person.update({ where: { id: usable.id }, data: { lastSignInAt: now() }, select: { id: true } });
    await recordAudit(tx, toActor(usable, null), { action: "session.signed_in", subjectType: "person", subjectId: usable.id });
  });
  return { ok: true, personId: usable.id, sessionVersion: usable.sessionVersion };
}
