import "server-only";
import { grant, type Authorized, type Permission } from "@/lib/domain/access/permissions";
import { recordDenial } from "../auth/denial";
import { getActor } from "../auth/session";

const refuse = (status: number, code: string) => Response.json({ code }, { status, headers: { "cache-control": "no-store" } });

/** The signed-in person behind a request to one of the console's own routes (uploads, downloads), or the answer that refuses it. */
export async function sessionCaller<P extends Permission>(permission: P): Promise<{ readonly ok: true; readonly actor: Authorized<P> } | { readonly ok: false; readonly response: Response }> {
  const signedIn = await getActor();
  if (!signedIn) return { ok: false, response: refuse(401, "signed_out") };
  const actor = grant(signedIn, permission);
  if (actor) return { ok: true, actor };
  await recordDenial(signedIn, permission);
  return { ok: false, response: refuse(403, "forbidden") };
}
