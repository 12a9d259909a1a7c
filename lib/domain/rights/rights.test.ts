import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ConsentEntry } from "@/lib/domain/consent/state";
import { byUrgency, daysLeft, dueAt, erasedNumber, isOverdue, mayErase, REQUEST_DAYS, urgencyOf, type RequestState } from "./request";
import { refusalsInForce } from "./refusals";
import { correctSchema } from "./schema";

const ZONE = "Asia/Shanghai";
const at = (text: string) => new Date(text);

describe("the bank's clock", () => {
  it("runs out with the last moment of the fifteenth calendar day, counted on the bank's clock", () => {
    // 23:30 in Beijing is still the 1st there, though 15:30 in London: the day of receipt is the customer's, not UTC's.
    expect(dueAt(at("2026-03-01T15:30:00Z"), 15, ZONE)).toEqual(at("2026-03-16T15:59:59.999Z"));
    expect(dueAt(at("2026-03-01T16:30:00Z"), 15, ZONE)).toEqual(at("2026-03-17T15:59:59.999Z"));
  });
  it("counts days of 23 and 25 hours as days", () => {
    expect(dueAt(at("2026-03-07T18:00:00Z"), 1, "America/New_York")).toEqual(at("2026-03-09T03:59:59.999Z"));
    expect(dueAt(at("2026-10-31T18:00:00Z"), 1, "America/New_York")).toEqual(at("2026-11-02T04:59:59.999Z"));
  });
  it("never leaves less than the days, nor a whole day more", () => {
    fc.assert(fc.property(fc.date({ min: at("2020-01-01T00:00:00Z"), max: at("2040-01-01T00:00:00Z"), noInvalidDate: true }), fc.integer({ min: REQUEST_DAYS.floor, max: REQUEST_DAYS.ceiling }), (received, days) => {
      const left = dueAt(received, days, ZONE).getTime() - received.getTime();
      expect(left).toBeGreaterThanOrEqual(days * 86_400_000 - 1);
      expect(left).toBeLessThan((days + 1) * 86_400_000);
    }));
  });
  it("says overdue from the first moment after, and of an answer that came late for ever", () => {
    const due = at("2026-03-16T15:59:59.999Z");
    const open = { state: "open" as const, dueAt: due, closedAt: null };
    expect([isOverdue(open, due), isOverdue(open, at("2026-03-16T16:00:00Z"))]).toEqual([false, true]);
    expect(isOverdue({ state: "done", dueAt: due, closedAt: at("2026-03-20T00:00:00Z") }, at("2026-05-01T00:00:00Z"))).toBe(true);
    expect(isOverdue({ state: "done", dueAt: due, closedAt: at("2026-03-10T00:00:00Z") }, at("2026-05-01T00:00:00Z"))).toBe(false);
  });
  it("grows louder in three steps and is silent once answered", () => {
    const due = at("2026-03-16T15:59:59.999Z");
    const open = (now: string) => urgencyOf({ state: "open", dueAt: due, closedAt: null }, at(now));
    expect([open("2026-03-01T00:00:00Z"), open("2026-03-14T00:00:00Z"), open("2026-03-17T00:00:00Z")]).toEqual(["calm", "soon", "overdue"]);
    expect(urgencyOf({ state: "refused", dueAt: due, closedAt: at("2026-03-20T00:00:00Z") }, at("2026-03-21T00:00:00Z"))).toBe("closed");
  });
  it("counts days that are left down to nought, and days of delay from one", () => {
    const due = at("2026-03-16T15:59:59.999Z");
    expect([daysLeft(due, at("2026-03-15T16:00:00Z")), daysLeft(due, at("2026-03-14T16:00:00Z")), daysLeft(due, at("2026-03-16T16:00:00Z"))]).toEqual([0, 1, -1]);
  });
});

describe("the worklist", () => {
  const anyRequest = fc.record({
    id: fc.uuid(), state: fc.constantFrom<RequestState>("open", "done", "refused"), dueAt: fc.integer({ min: 0, max: 5 }).map((day) => new Date(Date.UTC(2026, 2, 1 + day))), closedAt: fc.constant(null),
  });
  it("has what waits first, the earliest due on top, in one order only", () => {
    fc.assert(fc.property(fc.array(anyRequest, { maxLength: 12 }).chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length }))), ([rows, shuffled]) => {
      const sorted = [...rows].sort(byUrgency);
      expect([...shuffled].sort(byUrgency)).toEqual(sorted);
      const open = sorted.filter((row) => row.state === "open");
      expect(sorted.slice(0, open.length)).toEqual(open);
      expect(open.map((row) => row.dueAt.getTime())).toEqual(open.map((row) => row.dueAt.getTime()).sort((a, b) => a - b));
    }));
  });
});

describe("an erasure", () => {
  it("is never carried out by whoever wrote it down", () => {
    expect([mayErase("a", { openedById: "a" }), mayErase("b", { openedById: "a" })]).toEqual([false, true]);
  });
  it("leaves a number that tells rows apart and cannot be typed as a customer number", () => {
    fc.assert(fc.property(fc.uuid({ version: 7 }), fc.uuid({ version: 7 }), (a, b) => {
      expect(erasedNumber(a)).toMatch(/^erased-[0-9a-f]{12}$/);
      expect(erasedNumber(a) === erasedNumber(b)).toBe(a.slice(-12) === b.slice(-12));
    }));
  });
});

describe("what must outlive the person's data", () => {
  const entry = (state: "given" | "withdrawn", day: number, over: Partial<ConsentEntry> = {}): ConsentEntry => ({ purpose: "promotion", channel: "sms", state, at: new Date(Date.UTC(2026, 2, day)), source: "branch", ...over });
  it("is every latest no of the ledger, by whichever channel, and no yes", () => {
    const rows = [entry("withdrawn", 1), entry("given", 2), entry("withdrawn", 3, { channel: "email" }), entry("withdrawn", 1, { purpose: "loan", channel: "voice" })];
    expect(refusalsInForce(rows, null)).toEqual([
      { channel: "voice", purpose: "loan", at: new Date(Date.UTC(2026, 2, 1)) }, { channel: "email", purpose: "promotion", at: new Date(Date.UTC(2026, 2, 3)) },
    ]);
  });
  it("is also an offer that the customer's own order of channels leaves out, and not a notice of his own account", () => {
    const preferences = { channels: { promotion: [], account: ["email"], education: ["sms"] } as const, updatedAt: new Date(Date.UTC(2026, 2, 5)) };
    expect(refusalsInForce([], preferences).map(({ channel, purpose }) => `${purpose}/${channel}`)).toEqual([
      "promotion/sms", "promotion/email", "promotion/voice", "education/email", "education/voice",
    ]);
  });
});

describe("a correction", () => {
  const blank = { requestId: "01890a5d-ac96-774b-bcce-b302099a8057", name: "", phone: "", email: "", birthDate: "", kind: "", language: "" as const, clearEmail: false, clearBirthDate: false, evidence: "F-1001" };
  it("says what is right, with evidence", () => {
    expect(correctSchema.safeParse(blank).success).toBe(false);
    expect(correctSchema.safeParse({ ...blank, name: "李桂兰" }).success).toBe(true);
    expect(correctSchema.safeParse({ ...blank, name: "李桂兰", evidence: "" }).success).toBe(false);
    expect(correctSchema.safeParse({ ...blank, clearEmail: true }).success).toBe(true);
    expect(correctSchema.safeParse({ ...blank, clearEmail: true, email: "a@b.cn" }).success).toBe(false);
  });
});
