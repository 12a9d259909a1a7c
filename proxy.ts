import { NextResponse, type NextRequest } from "next/server";

// Pages that anybody may open. Everything else first needs a sign-in; the page itself decides, this only saves a round trip.
const OPEN_PAGES = new Set(["/sign-in"]);

// next-auth's own names: the second one over HTTPS; a large token is split into numbered parts.
const SESSION_COOKIE = /^(__Secure-)?next-auth\.session-token(\.\d+)?$/;

// What only this process may say must not come from outside. `x-middleware-subrequest` once let strangers skip this file
// (CVE-2025-29927).
const OWN_HEADERS = /^(x-middleware-|x-hongyan-|x-nonce$|x-request-id$)/;

/** The content security policy of a page: only our own files, and only the inline scripts that carry this nonce. */
function contentSecurityPolicy(nonce: string): string {
  const development = process.env.NODE_ENV === "development";
  return [
    "default-src 'self'",
    // React's development build rebuilds server stack traces with eval.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    // Next's own tools in the corner of a development page write style elements without a nonce.
    `style-src 'self' ${development ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    // Positions of pop-overs and widths of bars are style attributes; they cannot load or run anything.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${development ? " ws:" : ""}`,
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

function signInPage(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl;
  const target = new URL("/sign-in", request.nextUrl);
  if (pathname !== "/") target.searchParams.set("next", pathname + search);
  return NextResponse.redirect(target);
}

/** Gives each page a request id and a strict content security policy; sends those without a session to the sign-in page. */
export function proxy(request: NextRequest): NextResponse {
  const hasSession = request.cookies.getAll().some((cookie) => SESSION_COOKIE.test(cookie.name));
  if (!hasSession && !OPEN_PAGES.has(request.nextUrl.pathname)) return signInPage(request);

  const nonce = Buffer.from(crypto.randomUUID()).toString("base64");
  const requestId = crypto.randomUUID();
  const policy = contentSecurityPolicy(nonce);

  const headers = new Headers(request.headers);
  for (const name of [...headers.keys()]) if (OWN_HEADERS.test(name)) headers.delete(name);
  headers.set("x-nonce", nonce);
  headers.set("x-request-id", requestId);
  headers.set("content-security-policy", policy);

  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  response.headers.set("x-request-id", requestId);
  return response;
}

export const config = {
  // The API is left out: uploads of any size stream to it, and bodies that a proxy matches are buffered and cut.
  matcher: ["/((?!api/|_next/static|_next/image|icon.svg|favicon.ico).*)"],
};
