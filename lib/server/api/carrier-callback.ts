import "server-only";
import { readAccount } from "../carriers/accounts";
import { storeCallbacks, type CallbackKind } from "../carriers/callbacks/store";
import type { CallbackAnswer, CallbackRequest, CarrierAccount, CarrierDriver } from "../carriers/port";
import { driverNamed } from "../carriers/registry";
import { now } from "../clock";
import { db, pool } from "../db/client";
import { environment } from "../env";
import { reportUnexpected } from "../logger";
import { requestStep } from "../telemetry/request-step";
import { callerOf } from "./caller";
import { readBytes } from "./read-body";
import { refuse, type Caller } from "./respond";

type Context = { readonly params: Promise<{ account: string }> };

const BODY_MAX_BYTES = 4 * 1024 * 1024;
const TAKEN: CallbackAnswer = { status: 204, contentType: "text/plain", body: "" };

type Found = { readonly account: CarrierAccount; readonly driver: CarrierDriver };

// A provider that reports on a million messages calls hundreds of times a second: its account is not read each time.
const FRESH_MS = 5_000;
const known = new Map<string, Found & { readonly until: number }>();

async function readFound(key: string): Promise<Found | null> {
  const row = await db().providerAccount.findUnique({ where: { key }, select: { id: true } });
  // Also a disabled account is heard: reports on what it sent before may still come.
  const account = row && (await readAccount(pool(), row.id, now()));
  if (!account) return null;
  const found = { account, driver: driverNamed(account.driver) };
  known.set(key, { ...found, until: performance.now() + FRESH_MS });
  return found;
}

/** The account that a callback names, if it comes from its carrier; settings or credentials that were changed a moment ago are read anew before anybody is sent away. */
async function provenAccount(key: string, kind: CallbackKind, callback: CallbackRequest): Promise<Found | null> {
  const isProven = ({ account, driver }: Found) => driver.verify !== undefined && (kind === "inbound" ? driver.parseInbound : driver.parseReceipts) !== undefined && driver.verify(account, callback);
  const fresh = known.get(key);
  if (fresh && fresh.until > performance.now() && fresh.driver === driverNamed(fresh.account.driver) && isProven(fresh)) return fresh;
  const found = await readFound(key);
  return found && isProven(found) ? found : null;
}

async function toCallback(request: Request): Promise<CallbackRequest | null> {
  const bytes = request.body ? await readBytes(request.body, BODY_MAX_BYTES) : null;
  if (bytes?.ok === false) return null;
  const { pathname, search } = new URL(request.url);
  return {
    path: pathname + search,
    // As the carrier called it, before a proxy in front changed host and scheme.
    url: new URL(environment().NEXTAUTH_URL ?? request.url).origin + pathname + search,
    address: request.headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() ?? null,
    headers: Object.fromEntries(request.headers),
    body: Buffer.from(bytes?.value ?? []).toString("utf8"),
  };
}

function toResponse({ status, contentType, body }: CallbackAnswer): Response {
  return new Response(status === 204 ? null : body, { status, headers: { "Content-Type": contentType, "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff" } });
}

/**
 * A route that carriers call. What is proven to come from the carrier is written down as it came and answered in the
 * carrier's own form; a worker reads it a moment later. Unknown account, driver without such callbacks and failed proof get
 * the same answer, so that strangers learn nothing; a failure of ours is a 500, so that the carrier comes again.
 */
export function defineCarrierCallback(kind: CallbackKind): (request: Request, context: Context) => Promise<Response> {
  return async (request, context) => {
    const caller = callerOf(request);
    return requestStep(`carrier.${kind}`, request, caller.requestId, () => take(kind, request, context, caller));
  };
}

async function take(kind: CallbackKind, request: Request, context: Context, caller: Caller): Promise<Response> {
  const unknown = () => refuse(caller, { status: 404, code: "api.no_such_callback" });
  try {
    const { account: key } = await context.params;
    // A stranger's body is not even read.
    if (!known.has(key) && !(await readFound(key))) return unknown();
    const callback = await toCallback(request);
    if (!callback) return refuse(caller, { status: 413, code: "api.body_too_large", evidence: { limitKib: BODY_MAX_BYTES / 1024 } });
    const found = await provenAccount(key, kind, callback);
    if (!found) return unknown();
    await storeCallbacks([{ accountId: found.account.id, kind, request: callback }]);
    return toResponse(found.driver.answer?.(found.account, callback) ?? TAKEN);
  } catch (error) {
    reportUnexpected(error, { route: "carrier-callback", requestId: caller.requestId });
    return refuse(caller, { status: 500, code: "api.unexpected" });
  }
}
