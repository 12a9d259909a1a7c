import { describe, expect, it } from "vitest";
import { fromTerminal, toTerminal } from "./terminal";

describe("numbers on a CMPP line", () => {
  it("of the mainland are written as the gateway wants them and read back the same", () => {
    expect([toTerminal("+8613800138000", "national"), toTerminal("+8613800138000", "international")]).toEqual(["13800138000", "8613800138000"]);
    for (const written of ["13800138000", "8613800138000", "008613800138000", "+8613800138000"]) expect(fromTerminal(written)).toBe("+8613800138000");
  });

  it("of other countries never become the number of a stranger in China", () => {
    for (const foreign of ["+13125550123", "+85261234567", "+861069012345", "+86", "13800138000", ""]) {
      expect([toTerminal(foreign, "national"), toTerminal(foreign, "international")]).toEqual([null, null]);
    }
  });

  it("that name no phone bring no reply", () => {
    for (const source of ["", "+", "BANK", "1380013800x", "1".repeat(21)]) expect(fromTerminal(source)).toBeNull();
    expect(fromTerminal("10086")).toBe("+10086");
  });
});
