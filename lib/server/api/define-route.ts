import "server-only";
import type { z } from "zod";
import { grant, type Actor, type Authorized } from "@/lib/domain/access/permissions";
import { derivedId } from "@/lib/domain/api/derived-id";
import { inputFaults } from "@/lib/domain/api/issues";
import type { Operation, OperationInput, OperationOutput } from "@/lib/domain/api/operation";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import { authenticateApiKey } from "../apikeys/authenticate";
import { recordDenial } from "../auth/denial";
import { takeRate } from "../auth/limiter";
import { sha256 } from "../crypto/digest";
import { reportUnexpected } from "../logger";
import { requestStep } from "../telemetry/request-step";
import { callerOf } from "./caller";
import {
  abandonClaim,
  claimRequest,
  fingerprint,
  idempotencyKeyOf,
  keepAnswer,
  releaseClaim,
  type Claim,
} from "./idempotency";
import { checkMediaType, readJson } from "./read-body";
import { invalidInput, type ApiRefusal, type LocatedFault } from "./refusal";
import { answer, refuse, type Caller } from "./respond";

/** A bank system may ask a hundred times a second; more belongs into a batch. */
const REQUESTS_A_MINUTE = 6_000;

/** What a handler works with: everything checked. */
export type RouteCall<O extends Operation> = OperationInput<O> & {
  readonly actor: Authorized<O["permission"]>;
  readonly caller: Caller;
  readonly request: Request;
  /** The id to give the index-th thing that this request makes; undefined where no Idempotency-Key came. */
  readonly idFor: (index: number) => string | undefined;
};

type Handler<O extends Operation> = (call: RouteCall<O>) => Promise<Result<OperationOutput<O>, ApiRefusal>>;
/** A built server gives addresses without a variable part no parameters at all, whatever Next's types say. */
type Context = { readonly params: Promise<Record<string, string | string[] | undefined> | null | undefined> };
type Outcome<T> = Result<T, ApiRefusal>;

async function admit<O extends Operation>(
  operation: O,
  request: Request,
  caller: Caller,
): Promise<Outcome<Authorized<O["permission"]>>> {
  const known = await authenticateApiKey(request.headers.get("authorization"), caller.requestId);
  if (!known.ok) {
    const challenge = known.error.code === "api.key_missing" ? "Bearer" : 'Bearer error="invalid_token"';
    return fail({ status: 401, code: known.error.code, headers: { "WWW-Authenticate": challenge } });
  }
  const actor: Actor = known.value;
  const waitSeconds = await takeRate("api", actor.id, REQUESTS_A_MINUTE);
  if (waitSeconds > 0)
    return fail({
      status: 429,
      code: "api.too_many_requests",
      evidence: { seconds: waitSeconds },
      headers: { "Retry-After": String(waitSeconds) },
    });
  const authorized = grant(actor, operation.permission);
  if (authorized) return ok(authorized);
  await recordDenial(actor, operation.permission);
  return fail({ status: 403, code: "api.not_permitted", evidence: { permission: operation.permission } });
}

function check(
  shape: z.ZodType | undefined,
  input: unknown,
  where: LocatedFault["where"],
  faults: LocatedFault[],
): unknown {
  if (!shape) return undefined;
  const parsed = shape.safeParse(input);
  if (parsed.success) return parsed.data;
  faults.push(...inputFaults(parsed.error, input).map((fault) => ({ ...fault, where })));
  return undefined;
}

/** Next hands parameters on as they stand in the address. */
function decoded(params: Record<string, string | string[] | undefined>): Record<string, unknown> {
  const read = (text: string) => {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  };
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, typeof value === "string" ? read(value) : value]),
  );
}

function queryOf(request: Request, faults: LocatedFault[]): Record<string, string> {
  const query: Record<string, string> = {};
  for (const [name, value] of new URL(request.url).searchParams) {
    if (Object.hasOwn(query, name)) faults.push({ where: "query", place: [name], code: "api.repeated", evidence: {} });
    query[name] = value;
  }
  return query;
}

async function parse<O extends Operation>(
  operation: O,
  request: Request,
  context: Context,
): Promise<Outcome<{ input: OperationInput<O>; raw: unknown }>> {
  const faults: LocatedFault[] = [];
  const params = check(operation.params, decoded((await context.params) ?? {}), "path", faults);
  const query = check(operation.query, operation.query ? queryOf(request, faults) : {}, "query", faults);
  if (faults.length > 0) return fail(invalidInput(faults));
  let raw: unknown;
  if (operation.body) {
    const read = await readJson(request, operation.bodyMaxBytes ?? 0);
    if (!read.ok) return read;
    raw = read.value;
  }
  if (operation.file) {
    const refused = checkMediaType(request, operation.file);
    if (refused) return fail(refused);
  }
  const body = check(operation.body, raw, "body", faults);
  if (faults.length > 0) return fail(invalidInput(faults));
  // The shapes are the operation's own, so what they let through has the operation's types.
  return ok({ input: { params, query, body } as OperationInput<O>, raw });
}

function headersFor(operation: Operation, body: unknown): Record<string, string> {
  const id = (body as { id?: unknown } | null)?.id;
  return operation.location && typeof id === "string"
    ? { Location: `/api/v1${operation.location.replace("{id}", id)}` }
    : {};
}

/** Runs the handler under the claim of its Idempotency-Key, where one came. */
async function work<O extends Operation>(
  operation: O,
  call: Omit<RouteCall<O>, "idFor">,
  claim: Claim | null,
  run: Handler<O>,
): Promise<Response> {
  const idFor = (index: number) => (claim ? derivedId(claim.resourceId, index, sha256) : undefined);
  try {
    const done = await run({ ...call, idFor } as RouteCall<O>);
    if (!done.ok) {
      if (claim) await releaseClaim(claim);
      return refuse(call.caller, done.error);
    }
    const { status } = operation.success;
    if (claim) await keepAnswer(claim, status, done.value);
    return answer(call.caller, status, done.value, headersFor(operation, done.value));
  } catch (error) {
    if (claim) await abandonClaim(claim).catch(() => undefined);
    throw error;
  }
}

async function respond<O extends Operation>(
  operation: O,
  request: Request,
  context: Context,
  caller: Caller,
  run: Handler<O>,
): Promise<Response> {
  const admitted = await admit(operation, request, caller);
  if (!admitted.ok) return refuse(caller, admitted.error);
  const parsed = await parse(operation, request, context);
  if (!parsed.ok) return refuse(caller, parsed.error);
  const actor = admitted.value;
  const call = { ...parsed.value.input, actor, caller, request };
  const key = operation.idempotent ? idempotencyKeyOf(request) : ok(null);
  if (!key.ok) return refuse(caller, key.error);
  if (key.value === null) return work(operation, call, null, run);
  const claimed = await claimRequest(actor.id, key.value, fingerprint(request, parsed.value.raw));
  if (!claimed.ok) return refuse(caller, claimed.error);
  if (claimed.value.kind === "work") return work(operation, call, claimed.value.claim, run);
  const { status, body } = claimed.value;
  return answer(caller, status, body, { ...headersFor(operation, body), "Idempotent-Replayed": "true" });
}

/** The only way to write a route of the API: who calls, may they, is it well formed, was it asked before, run one command. */
export function defineRoute<const O extends Operation>(
  operation: O,
  run: Handler<O>,
): (request: Request, context: Context) => Promise<Response> {
  return async (request, context) => {
    const caller = callerOf(request);
    return requestStep(operation.id, request, caller.requestId, async () => {
      try {
        return await respond(operation, request, context, caller, run);
      } catch (error) {
        reportUnexpected(error, { route: operation.id, requestId: caller.requestId });
        return refuse(caller, { status: 500, code: "api.unexpected" });
      }
    });
  };
}
