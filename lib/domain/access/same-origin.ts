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

/**
 * Whether the browser says that a request came from a page of another site. For forms of people who are not signed in:
 * nothing that a browser adds by itself acts there, and an old phone (or a page that sends no referrer) may say nothing.
 */
export function comesFromElsewhere(headers: Headers): boolean {
  const site = headers.get("sec-fetch-site");
  if (site !== null) return site !== "same-origin" && site !== "none";
  const origin = headers.get("origin");
  return origin !== null && origin !== "null" && !isSameOrigin(headers);
}
