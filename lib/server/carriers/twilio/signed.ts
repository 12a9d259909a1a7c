import "server-only";
import { validateRequest } from "twilio/lib/webhooks/webhooks.js";
import { formFields } from "@/lib/domain/carrier/form";
import type { CallbackRequest } from "../port";

/**
 * Whether Twilio signed a request. It signs the address that it called, which a proxy may hide from us: the configured
 * addresses are tried with the query that came, and the address as it reached us.
 */
export function isSignedByTwilio(authToken: string, addresses: readonly (string | undefined)[], request: CallbackRequest): boolean {
  const given = request.headers["x-twilio-signature"];
  if (given === undefined || given === "") return false;
  const came = request.url ?? request.path;
  const query = came.includes("?") ? came.slice(came.indexOf("?")) : "";
  const configured = addresses.flatMap((url) => (url === undefined ? [] : [url.replace(/\?.*$/, "") + query]));
  const fields = Object.fromEntries(formFields(request.body));
  return [...configured, ...(request.url !== undefined && URL.canParse(request.url) ? [request.url] : [])].some((url) => validateRequest(authToken, given, url, fields));
}
