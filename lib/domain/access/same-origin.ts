/**
 * Whether a request that carries a session was made by our own pages (OWASP, cross-site request forgery). Browsers say so
 * in `Sec-Fetch-Site`, and in `Origin` for everything but plain reads; what says neither is no page of ours.
 */
export function isSameOrigin(headers: Headers): boolean {
  const site = headers.get("sec-fetch-site");
  if (site !== null) return site === "same-origin";
  const origin = headers.get("origin");
  const host = headers.get("x-forwarded-host") ?? headers.get("host");
  if (origin === null || host === null || !URL.canParse(origin)) return false;
  return new URL(origin).host === host;
}
