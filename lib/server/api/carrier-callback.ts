import "server-only";
import { readAccount } from "../carriers/accounts";
import type { CallbackRequest, CarrierAccount, CarrierDriver } from "../carriers/port";
import { driverNamed } from "../carriers/registry";
import { now } from "../clock";
import { db, pool } from "../db/client";
import { reportUnexpected } from "../logger";
import { callerOf } from "./caller";
import { readBytes } from "./read-body";
import { answer, refuse } from "./respond";

type Context = { readonly params: Promise<{ account: string }> };

/** What to do with a callback: null where the driver has no such callbacks. */
type Read<T> = {
  readonly parse: (driver: CarrierDriver, account: CarrierAccount, request: CallbackRequest) => readonly T[] | null;
  readonly take: (driver: CarrierDriver, account: CarrierAccount, events: readonly T[]) => Promise<void>;
};

const BODY_MAX_BYTES = 4 * 1024 * 1024;

async function accountOf(key: string): Promise<{ account: CarrierAccount; driver: CarrierDriver } | null> {
  const row = await db().providerAccount.findUnique({ where: { key }, select: { id: true } });
  // Also a disabled account is heard: reports on what it sent before may still come.
  const account = row && (await readAccount(pool(), row.id, now()));
  return account && { account, driver: driverNamed(account.driver) };
}

async function toCallback(request: Request): Promise<CallbackRequest | null> {
  const bytes = request.body ? await readBytes(request.body, BODY_MAX_BYTES) : null;
  if (bytes?.ok === false) return null;
  const { pathname, search } = new URL(request.url);
  return {
    path: pathname + search,
    headers: Object.fromEntries(request.headers),
    body: Buffer.from(bytes?.value ?? []).toString("utf8"),
  };
}

/**
 * A route that carriers call. Unknown account, driver without callbacks and failed proof get the same answer, so that
 * strangers learn nothing; a failure of ours is a 500, so that the carrier comes again.
 */
export function defineCarrierCallback<T>({
  parse,
  take,
}: Read<T>): (request: Request, context: Context) => Promise<Response> {
  return async (request, context) => {
    const caller = callerOf(request);
    const unknown = () => refuse(caller, { status: 404, code: "api.no_such_callback" });
    try {
      const { account: key } = await context.params;
      const found = await accountOf(key);
      if (!found?.driver.verify) return unknown();
      const callback = await toCallback(request);
      if (!callback)
        return refuse(caller, {
          status: 413,
          code: "api.body_too_large",
          evidence: { limitKib: BODY_MAX_BYTES / 1024 },
        });
      if (!found.driver.verify(found.account, callback)) return unknown();
      const events = parse(found.driver, found.account, callback);
      if (events === null) return unknown();
      await take(found.driver, found.account, events);
      return answer(caller, 200, { status: "ok" });
    } catch (error) {
      reportUnexpected(error, { route: "carrier-callback", requestId: caller.requestId });
      return refuse(caller, { status: 500, code: "api.unexpected" });
    }
  };
}
