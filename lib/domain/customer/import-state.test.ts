import { describe, expect, it } from "vitest";
import { consentFromFile } from "./import-state";

describe("the consent column of an imported file", () => {
  it("never turns a refusal into a consent", () => expect(consentFromFile(true, "withdrawn")).toBeNull());
  it("records the first consent, and not a second time", () => {
    expect(consentFromFile(true, null)).toBe("given");
    expect(consentFromFile(true, "given")).toBeNull();
  });
  it("takes a no as a refusal of what was agreed", () => {
    expect(consentFromFile(false, "given")).toBe("withdrawn");
    expect(consentFromFile(false, null)).toBeNull();
  });
  it("hears nothing in an empty cell", () => expect(consentFromFile(null, "given")).toBeNull());
});
