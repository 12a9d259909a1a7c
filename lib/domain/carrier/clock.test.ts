import { describe, expect, it } from "vitest";
import { clockSkew } from "./clock";

const at = (minute: number, second = 0) => new Date(Date.UTC(2026, 10, 26, 4, minute, second));

describe("a carrier's clock", () => {
  it("is ahead where it reports an end that is still to come, behind where the end came before the message left", () => {
    expect(clockSkew({ saidAt: at(15), submittedAt: at(9), heardAt: at(10) })).toBe(300);
    expect(clockSkew({ saidAt: at(4), submittedAt: at(9), heardAt: at(10) })).toBe(-300);
  });

  it("is not doubted for whole minutes, for slow phones, or where the answer is still to come", () => {
    expect(clockSkew({ saidAt: at(9), submittedAt: at(9, 59), heardAt: at(10) })).toBe(0);
    expect(clockSkew({ saidAt: at(9), submittedAt: at(2), heardAt: at(55) })).toBe(0);
    expect(clockSkew({ saidAt: at(2), submittedAt: null, heardAt: at(10) })).toBe(0);
  });
});
