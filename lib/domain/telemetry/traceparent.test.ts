import { describe, expect, it } from "vitest";
import { formatTraceparent, parseTraceparent } from "./traceparent";

const WRITTEN = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

describe("a place in a trace", () => {
  it("is written and read as the standard's own example has it", () => {
    const place = { traceId: "0af7651916cd43dd8448eb211c80319c", spanId: "b7ad6b7169203331", traceFlags: 1 };
    expect(formatTraceparent(place)).toBe(WRITTEN);
    expect(parseTraceparent(WRITTEN)).toEqual(place);
  });

  it.each([
    ["nothing", null], ["an empty text", ""], ["another version", WRITTEN.replace(/^00/, "ff")], ["no trace", `00-${"0".repeat(32)}-b7ad6b7169203331-01`],
    ["no span", `00-0af7651916cd43dd8448eb211c80319c-${"0".repeat(16)}-01`], ["capitals", WRITTEN.toUpperCase()], ["more behind it", `${WRITTEN}-x`],
  ])("is not read from %s", (_what, text) => {
    expect(parseTraceparent(text)).toBeNull();
  });
});
