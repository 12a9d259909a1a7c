import { describe, expect, it } from "vitest";
import { citationOf, type AuditProof } from "./citation";
import { presentWords } from "./matrix";

const audit = (seq: string, over: Partial<AuditProof>): AuditProof => ({ seq, hashHex: seq, at: new Date(0), action: "consent.given", subjectType: "customer", subjectId: "c1", detail: {}, ...over });
const entry = (over: Partial<Parameters<typeof citationOf>[0]> = {}) => ({ id: "e1", source: "branch", evidence: null, importId: null, ...over });

describe("the audit entry that proves a word", () => {
  const named = audit("1", { detail: { entries: ["e0", "e1"] } });
  const file = audit("2", { action: "consent.imported", subjectType: "consent_import", subjectId: "i1" });
  const started = audit("3", { action: "import.started", subjectType: "import", subjectId: "f1" });
  const finished = audit("4", { action: "import.finished", subjectType: "import", subjectId: "f1" });
  const received = audit("5", { action: "inbound.received", detail: { inbound: "m1" } });
  const judged = audit("6", { action: "consent.withdrawn", detail: { inbound: "m1" } });
  const all = [file, started, finished, received, judged, named];

  it("is the one that names it, else that of its file, else that of the text it answers", () => {
    expect(citationOf(entry(), all)).toBe(named);
    expect(citationOf(entry({ id: "x", importId: "i1", source: "import", evidence: "SQ-1" }), all)).toBe(file);
    expect(citationOf(entry({ id: "x", source: "import", evidence: "f1" }), all)).toBe(finished);
    expect(citationOf(entry({ id: "x", source: "import", evidence: "f1" }), [started])).toBe(started);
    expect(citationOf(entry({ id: "x", source: "reply", evidence: "m1" }), all)).toBe(judged);
  });
  it("is never guessed: another entry, file or text proves nothing", () => {
    expect(citationOf(entry({ id: "x" }), all)).toBeNull();
    expect(citationOf(entry({ id: "x", importId: "i2" }), all)).toBeNull();
    expect(citationOf(entry({ id: "x", source: "reply", evidence: "m2" }), all)).toBeNull();
    expect(citationOf(entry(), [audit("7", { detail: { entries: "e1" } }), audit("8", { detail: ["e1"] })])).toBeNull();
  });
});

describe("the present words", () => {
  const now = new Date("2026-11-01T00:00:00Z");
  const word = (state: "given" | "withdrawn", at: string) => ({ purpose: "promotion" as const, channel: "sms" as const, state, at: new Date(at), source: "branch", wordingVersion: "w" });
  const cell = (entries: ReturnType<typeof word>[], ends: Date | null) => presentWords(entries, () => ends, now).find((one) => one.purpose === "promotion" && one.channel === "sms");

  it("name every purpose and channel, also those on which nothing was said", () => {
    expect(presentWords([], () => null, now)).toHaveLength(15);
    expect(cell([], null)).toMatchObject({ state: "none", since: null });
  });
  it("say since when, until when, and what has ended by itself", () => {
    expect(cell([word("given", "2026-01-01")], null)).toMatchObject({ state: "given", since: new Date("2026-01-01"), lapsesAt: null, wordingVersion: "w" });
    expect(cell([word("given", "2026-01-01")], new Date("2027-01-01"))).toMatchObject({ state: "given", lapsesAt: new Date("2027-01-01") });
    expect(cell([word("given", "2026-01-01")], now)).toMatchObject({ state: "lapsed", since: now });
    expect(cell([word("given", "2026-01-01"), word("withdrawn", "2026-02-01")], null)).toMatchObject({ state: "withdrawn", since: new Date("2026-02-01") });
  });
});
