import "server-only";
import { z } from "zod";
import { isDemo } from "../../env";
import { mayName } from "./addresses";

/** An address that an account may call: https, without credentials in it, and never a link-local or metadata address. */
export const endpointSchema = z.url({ protocol: /^https?$/, error: "provider.endpoint_malformed" }).refine((text) => {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url !== null && url.username === "" && url.password === "" && mayName(url.hostname);
}, "provider.endpoint_forbidden");

/** Whether plain http is acceptable for an account: only where it says so and the installation is no production. */
export function isSecureEnough(url: string, allowInsecure: boolean): boolean {
  return url.startsWith("https:") || (allowInsecure && isDemo());
}

/** Milliseconds that a carrier has to answer one call; below the pipeline's own 30 s, so that what is known is reported. */
export const timeoutSchema = z.number().int().min(200).max(25_000).default(10_000);

/** Calls that one batch keeps open at the same time. */
export const connectionsSchema = z.number().int().min(1).max(64).default(8);
