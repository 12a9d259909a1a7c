import { NextRequest } from "next/server";
import { describe, expect, it } from "vitest";
import { proxy } from "@/proxy";

const SESSION = { cookie: "next-auth.session-token=anything" };
const ask = (path: string, headers: Record<string, string> = {}) =>
  proxy(new NextRequest(`http://bank.test${path}`, { headers }));
/** What the page will see: Next carries changed request headers in the answer under this prefix. */
const seen = (response: ReturnType<typeof ask>, name: string) => response.headers.get(`x-middleware-request-${name}`);

describe("the door to every page", () => {
  it("sends those without a session to sign in, and back to where they wanted to go", () => {
    const response = ask("/campaigns?state=running");
    expect(response.status).toBe(307);
    expect(response.headers.get("location")).toBe("http://bank.test/sign-in?next=%2Fcampaigns%3Fstate%3Drunning");
  });
  it("lets everybody to the sign-in page", () => expect(ask("/sign-in").headers.get("location")).toBeNull());
  it("lets customers to their own pages without a session, kept in no cache and told to no other site", () => {
    for (const path of ["/preferences", "/preferences/code", "/preferences/some-token", "/preferences/some-token/refuse"]) {
      const response = ask(path);
      expect([path, response.headers.get("location")]).toEqual([path, null]);
      expect(response.headers.get("cache-control")).toBe("no-store");
      expect(response.headers.get("referrer-policy")).toBe("no-referrer");
      expect(response.headers.get("x-robots-tag")).toContain("noindex");
      expect(response.headers.get("content-security-policy")).toMatch(/script-src 'self' 'nonce-/);
      expect(seen(response, "x-request-id")).not.toBeNull();
    }
    for (const path of ["/preferencesx", "/customers/preferences"]) expect(ask(path).status).toBe(307);
  });
  it("keeps the language that a plain link asks for, and nothing else that a link says", () => {
    const response = ask("/preferences/some-token?lang=en&done=saved");
    expect(response.status).toBe(303);
    expect(response.headers.get("location")).toBe("http://bank.test/preferences/some-token?done=saved");
    expect(response.cookies.get("hongyan_locale")?.value).toBe("en");
    expect(ask("/preferences?lang=xx").headers.get("location")).toBeNull();
  });
  it("cannot be talked past with headers of the framework or of our own", () => {
    expect(ask("/", { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" }).status).toBe(307);
    const response = ask("/", { ...SESSION, "x-hongyan-actor": "admin", "x-nonce": "known", "x-request-id": "forged" });
    expect(seen(response, "x-hongyan-actor")).toBeNull();
    expect(seen(response, "x-nonce")).not.toBe("known");
    expect(seen(response, "x-request-id")).not.toBe("forged");
  });
  it("gives each answer its own nonce and allows no inline script without it", () => {
    const policies = [ask("/", SESSION), ask("/", SESSION)].map(
      (response) => response.headers.get("content-security-policy") ?? "",
    );
    expect(new Set(policies).size).toBe(2);
    for (const policy of policies) {
      expect(policy).toMatch(/script-src 'self' 'nonce-[^']+' 'strict-dynamic'(;|$)/);
      expect(policy).not.toMatch(/(script|style)-src [^;]*unsafe/);
      expect(policy).toContain("frame-ancestors 'none'");
    }
  });
  it("tells the page and the reader the same request id", () => {
    const response = ask("/", SESSION);
    expect(response.headers.get("x-request-id")).toBe(seen(response, "x-request-id"));
  });
});
