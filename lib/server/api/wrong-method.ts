import "server-only";
import { callerOf } from "./caller";
import { refuse } from "./respond";

/** Answers a method that an address does not have, naming those that it has. */
export function wrongMethod(...allowed: readonly string[]): (request: Request) => Response {
  const methods = allowed.join(", ");
  return (request) =>
    refuse(callerOf(request), {
      status: 405,
      code: "api.wrong_method",
      evidence: { allowed: methods },
      headers: { Allow: methods },
    });
}
