import "server-only";
import { createHmac } from "node:crypto";
import type { CallbackRequest } from "../port";
import { isSameSecret, provesItself } from "../wire/callback-proof";
import type { HttpSecrets, HttpSettings } from "./settings";

type Form = { readonly encoding: "hex" | "base64"; readonly prefix: string };

/** HMAC-SHA256 over "<timestamp>.<body>"; `timestamp` in seconds since 1970 as text. */
export function signatureOf(key: string, timestamp: string, body: string, { encoding, prefix }: Form): string {
  return prefix + createHmac("sha256", key).update(`${timestamp}.`).update(body, "utf8").digest(encoding);
}

/** Whether a callback proves itself: by signature within the tolerance where the account asks for one, else by its token. */
export function isProved(settings: HttpSettings, secrets: HttpSecrets, request: CallbackRequest, at: Date): boolean {
  const { signedCallbacks: form } = settings;
  if (!form) return provesItself(request, secrets.callbackToken, settings);
  const given = request.headers[form.header.toLowerCase()];
  const timestamp = request.headers[form.timestampHeader.toLowerCase()];
  if (secrets.callbackKey === undefined || given === undefined || timestamp === undefined || !/^\d{9,11}$/.test(timestamp)) return false;
  if (Math.abs(at.getTime() / 1_000 - Number(timestamp)) > form.toleranceSeconds) return false;
  return isSameSecret(given, signatureOf(secrets.callbackKey, timestamp, request.body, form));
}
