import "server-only";

// Errors of Node that come before a connection stands. With any of them not one byte of a request was written.
const BEFORE: ReadonlySet<string> = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EAI_NODATA", "EHOSTUNREACH", "ENETUNREACH", "EFORBIDDEN"]);
const PHASES: ReadonlySet<string> = new Set(["connect", "getaddrinfo"]);

// A certificate is refused before the first byte of the request is written (TLS 1.3 without early data, Node's https).
const CERTIFICATE = /^(?:ERR_TLS_CERT|CERT_|DEPTH_ZERO_SELF_SIGNED_CERT$|SELF_SIGNED_CERT_IN_CHAIN$|UNABLE_TO_VERIFY_LEAF_SIGNATURE$|UNABLE_TO_GET_ISSUER_CERT)/;

/** Whether an error proves that nothing reached the carrier; false where there is any doubt. */
export function neverLeft(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  const { code, syscall, errors } = error as { readonly code?: unknown; readonly syscall?: unknown; readonly errors?: unknown };
  // One error for each address of a name that has several: all must say so.
  if (Array.isArray(errors) && errors.length > 0) return errors.every(neverLeft);
  if (typeof code !== "string") return false;
  return CERTIFICATE.test(code) || (BEFORE.has(code) && typeof syscall === "string" && PHASES.has(syscall));
}
