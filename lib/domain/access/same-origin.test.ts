import { describe, expect, it } from "vitest";
import { isSameOrigin } from "./same-origin";

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
