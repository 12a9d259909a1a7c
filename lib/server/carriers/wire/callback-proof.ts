import "server-only";
import { timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { sha256 } from "../../crypto/digest";
import type { CallbackRequest } from "../port";
import { isListed } from "./addresses";

/** Whether two texts are the same, in a time that says nothing about where they differ or how long they are. */
export function isSameSecret(given: string, expected: string): boolean {
  return timingSafeEqual(sha256(given), sha256(expected));
}

/** The query of the address that the carrier called. */
export function queryOf(request: CallbackRequest): URLSearchParams {
  const address = request.url ?? request.path;
  const mark = address.indexOf("?");
  return new URLSearchParams(mark === -1 ? "" : address.slice(mark + 1));
}

/** Whether a callback carries the account's token, as `token` in the query or in the header `x-callback-token`. */
export function carriesToken(request: CallbackRequest, expected: string | undefined): boolean {
  const given = request.headers["x-callback-token"] ?? queryOf(request).get("token");
  return expected !== undefined && expected !== "" && given !== null && isSameSecret(given, expected);
}

/** Where callbacks of an account may come from; addresses are only known behind a proxy that writes `x-forwarded-for` itself. */
export const callbackSourceSchema = {
  callbackAddresses: z.array(z.string().regex(/^[0-9a-fA-F.:]+(?:\/\d{1,3})?$/, "provider.address_malformed")).max(100).default([]),
  /** Whether a proxy of the bank's own appends the caller's address to `x-forwarded-for`: the last entry is then the caller. */
  trustForwardedFor: z.boolean().default(false),
};

/** The proof of carriers that sign nothing: the account's secret token, and where a list is set an address on it. */
export function provesItself(request: CallbackRequest, token: string | undefined, source: { readonly callbackAddresses: readonly string[]; readonly trustForwardedFor: boolean }): boolean {
  if (!carriesToken(request, token)) return false;
  if (source.callbackAddresses.length === 0) return true;
  const caller = source.trustForwardedFor ? (request.headers["x-forwarded-for"] ?? "").split(",").at(-1)?.trim() : undefined;
  return caller !== undefined && isListed(caller, source.callbackAddresses);
}
