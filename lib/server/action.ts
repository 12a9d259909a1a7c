import "server-only";
import { unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import { grant, type Authorized, type Permission } from "@/lib/domain/access/permissions";
import type { ActionFailure, ActionResult } from "@/lib/domain/shared/action-result";
import type { Result } from "@/lib/domain/shared/result";
import { recordDenial } from "./auth/denial";
import { getActor } from "./auth/session";
import { reportUnexpected } from "./logger";

function invalidInput(error: z.ZodError): ActionFailure {
  const fields: Record<string, string[]> = {};
  for (const issue of error.issues) (fields[issue.path.join(".")] ??= []).push(issue.message);
  return { code: "invalid_input", fields };
}

/** The only way to write a server action: who is it, may they, is the input well formed, run one command, translate failure. */
export function defineAction<P extends Permission, S extends z.ZodType, T>(
  name: string,
  permission: P,
  schema: S,
  run: (actor: Authorized<P>, input: z.output<S>) => Promise<Result<T, ActionFailure>>,
): (raw: z.input<S>) => Promise<ActionResult<T>> {
  return async (raw) => {
    const actor = await getActor();
    if (!actor) return { ok: false, error: { code: "signed_out" } };
    const authorized = grant(actor, permission);
    if (!authorized) {
      await recordDenial(actor, permission);
      return { ok: false, error: { code: "forbidden" } };
    }
    const parsed = schema.safeParse(raw);
    if (!parsed.success) return { ok: false, error: invalidInput(parsed.error) };
    try {
      return await run(authorized, parsed.data);
    } catch (error) {
      unstable_rethrow(error);
      const requestId = reportUnexpected(error, { action: name, actorId: authorized.id, requestId: actor.requestId });
      return { ok: false, error: { code: "unexpected", requestId } };
    }
  };
}
