import { NextResponse, type NextRequest } from "next/server";
import { LANGUAGES } from "@/lib/domain/shared/vocabulary";
import { LOCALE_COOKIE } from "@/lib/i18n/locale";

// Pages that anybody may open. Everything else first needs a sign-in; the page itself decides, this only saves a round trip.
const OPEN_PAGES = new Set(["/sign-in"]);

// Pages of customers, who have no account; their links prove themselves.
const CUSTOMER_PAGE = /^\/preferences(\/|$)/;

// Where tokens that open nothing lead. Next draws its own 404 with scripts, and shows an old phone an empty page: this is a
// page like any other, and only its status says what it is.
const GONE_PAGE = "/preferences/gone";

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

/** Keeps the language that a plain link asks for (`?lang=en`) and comes back without it: a switch that needs no script. */
function keepLanguage(request: NextRequest): NextResponse | null {
  const wanted = LANGUAGES.find((language) => language === request.nextUrl.searchParams.get("lang"));
  if (!wanted || request.method !== "GET") return null;
  const target = request.nextUrl.clone();
  target.searchParams.delete("lang");
  const response = NextResponse.redirect(target, 303);
  response.cookies.set(LOCALE_COOKIE, wanted, { path: "/", maxAge: 31_536_000, sameSite: "lax" });
  return quiet(response);
}

/** The address of a customer's page is its key: kept in no cache, told to no other page. */
function quiet(response: NextResponse): NextResponse {
  response.headers.set("cache-control", "no-store");
  response.headers.set("referrer-policy", "no-referrer");
  response.headers.set("x-robots-tag", "noindex, nofollow");
  return response;
}

/** Gives each page a request id and a strict content security policy; sends those without a session to the sign-in page. */
export function proxy(request: NextRequest): NextResponse {
  const isCustomerPage = CUSTOMER_PAGE.test(request.nextUrl.pathname);
  const switched = isCustomerPage ? keepLanguage(request) : null;
  if (switched) return switched;
  const hasSession = request.cookies.getAll().some((cookie) => SESSION_COOKIE.test(cookie.name));
  if (!hasSession && !isCustomerPage && !OPEN_PAGES.has(request.nextUrl.pathname)) return signInPage(request);

  const nonce = Buffer.from(crypto.randomUUID()).toString("base64");
  const requestId = crypto.randomUUID();
  const policy = contentSecurityPolicy(nonce);

  const headers = new Headers(request.headers);
  for (const name of [...headers.keys()]) if (OWN_HEADERS.test(name)) headers.delete(name);
  headers.set("x-nonce", nonce);
  headers.set("x-request-id", requestId);
  headers.set("content-security-policy", policy);

  const response = NextResponse.next({ request: { headers }, ...(request.nextUrl.pathname === GONE_PAGE ? { status: 404 } : {}) });
  response.headers.set("content-security-policy", policy);
  response.headers.set("x-request-id", requestId);
  return isCustomerPage ? quiet(response) : response;
}

export const config = {
  // The API is left out: uploads of any size stream to it, and bodies that a proxy matches are buffered and cut.
  matcher: ["/((?!api/|_next/static|_next/image|icon.svg|favicon.ico).*)"],
};
