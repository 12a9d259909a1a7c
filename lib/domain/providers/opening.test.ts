import { describe, expect, it } from "vitest";
import { beginsClosed } from "./opening";

describe("an account that can place calls", () => {
  it("begins closed, also where it sent texts before, and stays as it was when it is changed", () => {
    expect([beginsClosed(null, "voice"), beginsClosed("sms", "voice"), beginsClosed("email", "voice")]).toEqual([true, true, true]);
    expect([beginsClosed("voice", "voice"), beginsClosed(null, "sms"), beginsClosed("voice", "sms"), beginsClosed(null, "email")]).toEqual([false, false, false, false]);
  });
});
