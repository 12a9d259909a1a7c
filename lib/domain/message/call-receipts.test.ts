import { describe, expect, it } from "vitest";
import { shownReceipts } from "./call-receipts";

const at = (second: number) => new Date(Date.UTC(2026, 10, 26, 2, 0, second));
const row = (state: string, second: number) => ({ state, at: at(second) });
const states = (channel: string, ...rows: ReturnType<typeof row>[]) => shownReceipts(channel, rows).map((one) => one.state);

describe("receipts of a call", () => {
  it("show that a call which was heard is over, and a call that was not heard as what it is", () => {
    expect(states("voice", row("accepted", 1), row("delivered", 20), row("failed", 21))).toEqual(["accepted", "delivered", "over"]);
    expect(states("voice", row("failed", 4))).toEqual(["failed"]);
    expect(states("voice", row("failed", 4), row("delivered", 20))).toEqual(["failed", "delivered"]);
  });
  it("of a text keep their contradiction", () => {
    expect(states("sms", row("delivered", 1), row("failed", 2))).toEqual(["delivered", "failed"]);
  });
});
