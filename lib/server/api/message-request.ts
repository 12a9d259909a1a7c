import "server-only";
import type { MessageAccepted, MessageRequest } from "@/lib/domain/api/message-shapes";
import type { Place } from "@/lib/domain/api/pointer";
import { parseMobile } from "@/lib/domain/customer/phone";
import { SENT_ON_REQUEST } from "@/lib/domain/template/use";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import { isDemo } from "../env";
import type { MessageRequest as Request, RequestedMessage, RequestRefusal } from "../messages/request-message";
import { refusedAt, refusedByState, type ApiRefusal } from "./refusal";

/** Which of our ids to use and whose key is asking. */
export type Origin = { readonly id: string | undefined; readonly apiKeyId: string };

/** A request as the command takes it: the phone in its one form, every value a text. */
export function toRequest(
  body: MessageRequest,
  { id, apiKeyId }: Origin,
): Result<Request, ApiRefusal & { code: string }> {
  const variables = Object.fromEntries(
    Object.entries(body.variables ?? {}).map(([name, value]) => [name, String(value)]),
  );
  const base = { ...(id === undefined ? {} : { id }), template: body.template, variables, apiKeyId, uses: SENT_ON_REQUEST };
  if (body.customer !== undefined) return ok({ ...base, customer: body.customer });
  const phone = parseMobile(body.phone ?? "", { demo: isDemo() });
  return phone.ok ? ok({ ...base, phone: phone.value }) : fail(refusedAt(phone.error, ["phone"]));
}

const VALUE_REFUSALS: ReadonlySet<string> = new Set(["message.leak", "message.link", "message.contact"]);

/** Says at which member of the request a refusal is aimed. */
export function refusedRequest(error: RequestRefusal, body: MessageRequest): ApiRefusal {
  const at = (place: Place) => refusedAt(error, place);
  if (error.code === "template.not_found" || error.code === "template.use_reserved") return at(["template"]);
  if (error.code.startsWith("customer.")) return at([body.customer === undefined ? "phone" : "customer"]);
  if (error.name !== undefined) return at(["variables", error.name]);
  if (VALUE_REFUSALS.has(error.code) || error.code.startsWith("render.")) return at(["variables"]);
  // No carrier account can take it, or the id is taken: nothing in the request is wrong.
  return { ...refusedByState(error), status: 409 };
}

/** The answer to an accepted request. */
export function toAccepted({ id, state, decision }: RequestedMessage): MessageAccepted {
  return {
    id,
    state,
    decision: {
      ...decision,
      trace: decision.trace.map(({ rule, row, outcome, evidence }) => ({
        rule,
        row,
        outcome,
        evidence: { ...evidence },
      })),
    },
  };
}
