import { describe, expect, it } from "vitest";
import { readShare } from "./import-progress";

describe("how far an import has come", () => {
  const running = { state: "running", format: "csv", sizeBytes: 200, readBytes: 50 } as const;

  it("is told by the bytes read of a text file", () => {
    expect(readShare(running)).toBe(0.25);
    expect(readShare({ ...running, readBytes: 900 })).toBe(1);
  });

  it("is not guessed where it cannot be known: a workbook, or a file that nobody has opened yet", () => {
    expect(readShare({ ...running, format: "xlsx" })).toBeNull();
    expect(readShare({ ...running, state: "uploaded", format: null })).toBeNull();
  });

  it("is the whole once it is done, whatever the format", () => {
    expect(readShare({ ...running, state: "done", format: "xlsx", readBytes: 0 })).toBe(1);
  });
});
