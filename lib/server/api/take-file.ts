import "server-only";
import { isSameOrigin } from "@/lib/domain/access/same-origin";
import type { Authorized, Permission } from "@/lib/domain/access/permissions";
import type { Result } from "@/lib/domain/shared/result";
import { sessionCaller } from "./session-caller";
import { CutOff, uploadedBytes } from "./upload";

type Receive<P extends Permission> = (
  actor: Authorized<P>, source: AsyncIterable<Uint8Array>, file: { readonly fileName: string; readonly contentType: string },
) => Promise<Result<{ readonly id: string }, { readonly code: string }>>;

const answer = (status: number, body: object) => Response.json(body, { status, headers: { "cache-control": "no-store" } });

/** Takes the file that a person dropped on one of our pages, as it streams in, and answers with the id of what was made of it or a code. */
export async function takeFile<P extends Permission>(request: Request, permission: P, receive: Receive<P>): Promise<Response> {
  if (!isSameOrigin(request.headers)) return answer(403, { code: "forbidden" });
  const caller = await sessionCaller(permission);
  if (!caller.ok) return caller.response;
  const fileName = new URL(request.url).searchParams.get("fileName")?.trim() || "upload";
  const contentType = request.headers.get("content-type") ?? "";
  try {
    const received = await receive(caller.actor, uploadedBytes(request), { fileName, contentType });
    if (received.ok) return answer(201, received.value);
    return answer(received.error.code === "import.too_large" ? 413 : 422, received.error);
  } catch (error) {
    if (error instanceof CutOff) return answer(400, { code: "api.body_cut_off" });
    throw error;
  }
}
