import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { derivedId } from "./derived-id";
import { acceptedLanguage } from "./language";

describe("the language of an answer", () => {
  it.each([
    [null, "zh-CN"],
    ["", "zh-CN"],
    ["*", "zh-CN"],
    ["en", "en"],
    ["en-GB,en;q=0.9", "en"],
    ["zh-TW", "zh-CN"],
    ["fr,en;q=0.5,zh;q=0.4", "en"],
    ["en;q=0.4, zh-CN;q=0.8", "zh-CN"],
    ["en;q=0", "zh-CN"],
    ["en;q=bad;;;", "en"],
  ])("%s → %s", (header, language) => {
    expect(acceptedLanguage(header)).toBe(language);
  });
});

describe("an id derived from a request", () => {
  const hash = (text: string) => new Uint8Array(createHash("sha256").update(text).digest());
  const request = "019ac0de-7b1a-7c3e-9f00-2b6c8d1e4f5a";
  it("is a UUIDv7 of the same millisecond, the same at each try, another for each item", () => {
    const first = derivedId(request, 0, hash);
    expect(first).toMatch(/^019ac0de-7b1a-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(derivedId(request.toUpperCase(), 0, hash)).toBe(first);
    expect(derivedId(request, 1, hash)).not.toBe(first);
  });
});
