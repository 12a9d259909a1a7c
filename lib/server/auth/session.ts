import "server-only";
import { headers } from "next/headers";
import { forbidden, redirect } from "next/navigation";
import { getServerSession } from "next-auth";
import { cache } from "react";
import { grant, type Actor, type Authorized, type Permission } from "@/lib/domain/access/permissions";
import { db } from "../db/client";
import { recordDenial } from "./denial";
import { authOptions } from "./options";
import { PERSON_SELECT, toActor } from "./person-actor";

type Session = { readonly personId?: string; readonly sessionVersion?: number };

export type SignedIn = { readonly actor: Actor; readonly login: string; readonly branchName: string; readonly branchNameEn: string };

/** Who is signed in, read anew at each request: a disabled person or an ended session is out at once. */
export const getSignedIn = cache(async (): Promise<SignedIn | null> => {
  const session = (await getServerSession(authOptions())) as Session | null;
  if (!session?.personId) return null;
  const person = await db().person.findUnique({ where: { id: session.personId }, select: PERSON_SELECT });
  if (!person || person.disabledAt || person.sessionVersion !== session.sessionVersion) return null;
  const requestId = (await headers()).get("x-request-id");
  return { actor: toActor(person, requestId), login: person.login, branchName: person.branch.name, branchNameEn: person.branch.nameEn };
});

/** The actor of this request, or null when nobody is signed in. */
export async function getActor(): Promise<Actor | null> {
  return (await getSignedIn())?.actor ?? null;
}

/** First line of every console page: signed in or sent to sign in, permitted (all that are named) or a real 403 that is recorded. */
export async function requirePermission<P extends Permission>(...permissions: readonly [P, ...P[]]): Promise<Authorized<P>> {
  const actor = await getActor();
  if (!actor) redirect("/sign-in");
  const missing = permissions.find((permission) => !grant(actor, permission));
  if (missing === undefined) return actor as Authorized<P>;
  await recordDenial(actor, missing);
  forbidden();
}
