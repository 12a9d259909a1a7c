import "server-only";
import type { InputFault } from "@/lib/domain/api/issues";
import type { Place } from "@/lib/domain/api/pointer";

/** What a caller is told when nothing was done. */
export type ApiRefusal = {
  readonly status: number;
  readonly code: string;
  readonly evidence?: Readonly<Record<string, string | number>>;
  readonly faults?: readonly LocatedFault[];
  readonly headers?: Readonly<Record<string, string>>;
};

export type LocatedFault = InputFault & { readonly where: "body" | "query" | "path" | "header" | "state" };

/** What commands refuse with; other members than `code` serve the words. */
export type CommandRefusal = { readonly code: string };

// What a later moment or another person may change, without a word of the request being changed.
const CONFLICT =
  /\.(?:changed_since_read|wrong_state|already_\w+|\w+_already|locked\w*|not_running|not_approved|not_frozen|not_registered|review_needed|binding_broken|count_differs|sending_stopped)$/;

function evidenceOf(error: CommandRefusal): Record<string, string | number> {
  const { code: _code, ...rest } = error as CommandRefusal & { evidence?: unknown };
  const nested = rest.evidence !== null && typeof rest.evidence === "object" ? rest.evidence : {};
  const plain = Object.entries({ ...rest, ...nested }).filter(
    ([, value]) => typeof value === "string" || typeof value === "number",
  );
  return Object.fromEntries(plain) as Record<string, string | number>;
}

/** A command's refusal about the thing in the path: missing (also: out of sight), in another state, or against a rule. */
export function refusedByState(error: CommandRefusal): ApiRefusal {
  const status = error.code.endsWith(".not_found") ? 404 : CONFLICT.test(error.code) ? 409 : 422;
  return { status, code: error.code, evidence: evidenceOf(error) };
}

/** A command's refusal of something that the body names: says where. */
export function refusedAt(error: CommandRefusal, place: Place): ApiRefusal {
  return invalidInput([{ where: "body", place, code: error.code, evidence: evidenceOf(error) }]);
}

/** Faults of the input: 422 where the body is well formed and says the wrong thing, 400 for the address and headers. */
export function invalidInput(faults: readonly LocatedFault[]): ApiRefusal {
  const inBody = faults.every((fault) => fault.where === "body");
  return {
    status: inBody ? 422 : 400,
    code: inBody ? "api.invalid_body" : "api.invalid_request",
    evidence: { count: faults.length },
    faults,
  };
}
