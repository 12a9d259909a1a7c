import "server-only";
import { grant, type Authorized, type Permission } from "@/lib/domain/access/permissions";
import { recordDenial } from "../auth/denial";
import { getActor } from "../auth/session";

type Caller<P extends Permission> = { readonly ok: true; readonly actor: Authorized<P> } | { readonly ok: false; readonly response: Response };

const refuse = (status: number, code: string) => Response.json({ code }, { status, headers: { "cache-control": "no-store" } });

/** The signed-in person behind a request to one of the console's own routes (uploads, downloads), or the answer that refuses it. */
export async function sessionCaller<P extends Permission>(...permissions: readonly [P, ...P[]]): Promise<Caller<P>> {
  const actor = await getActor();
  if (!actor) return { ok: false, response: refuse(401, "signed_out") };
  const missing = permissions.find((permission) => !grant(actor, permission));
  if (missing === undefined) return { ok: true, actor: actor as Authorized<P> };
  await recordDenial(actor, missing);
  return { ok: false, response: refuse(403, "forbidden") };
}
