import { describe, expect, it } from "vitest";
import { comesFromElsewhere, isSameOrigin } from "./same-origin";

const asked = (headers: Record<string, string>) => isSameOrigin(new Headers(headers));

describe("a request that carries a session", () => {
  it("passes when our own page made it", () => {
    expect(asked({ "sec-fetch-site": "same-origin" })).toBe(true);
    expect(asked({ origin: "https://console.bank", host: "console.bank" })).toBe(true);
    expect(asked({ origin: "https://console.bank", host: "10.0.0.3:3000", "x-forwarded-host": "console.bank" })).toBe(true);
  });

  it("is refused when another site made it, or when it does not say", () => {
    expect(asked({ "sec-fetch-site": "cross-site", origin: "https://console.bank", host: "console.bank" })).toBe(false);
    expect(asked({ "sec-fetch-site": "same-site" })).toBe(false);
    expect(asked({ origin: "https://evil.example", host: "console.bank" })).toBe(false);
    expect(asked({ origin: "null", host: "console.bank" })).toBe(false);
    expect(asked({ host: "console.bank" })).toBe(false);
  });
});

describe("a form of somebody who is not signed in", () => {
  const elsewhere = (headers: Record<string, string>) => comesFromElsewhere(new Headers(headers));

  it("is refused when the browser names another site", () => {
    expect(elsewhere({ "sec-fetch-site": "cross-site" })).toBe(true);
    expect(elsewhere({ "sec-fetch-site": "same-site" })).toBe(true);
    expect(elsewhere({ origin: "https://evil.example", host: "bank.example" })).toBe(true);
  });

  it("is taken from our own page, also by an old phone that says nothing", () => {
    expect(elsewhere({ "sec-fetch-site": "same-origin" })).toBe(false);
    expect(elsewhere({ origin: "https://bank.example", host: "bank.example" })).toBe(false);
    // A page without a referrer sends "null" as its origin.
    expect(elsewhere({ origin: "null", host: "bank.example" })).toBe(false);
    expect(elsewhere({ host: "bank.example" })).toBe(false);
  });
});
