import { describe, expect, it } from "vitest";
import { SETTINGS } from "@/lib/domain/settings/settings";
import { answerUntil, framed, isAnswerFrame, isQuickReply, labelled } from "./answer";
import { isHeld, isOverdue, mayJudge } from "./judge";
import { keywordFaults, keywordsOf } from "./keyword-list";
import { REPLY_KEYWORDS } from "./keywords";

const at = new Date("2026-11-25T02:00:00Z");
const later = new Date("2026-11-25T06:00:00Z");

describe("a decision about a reply", () => {
  const likely = { replyClass: "likelyRefusal", dueAt: later, handledAt: null };
  it("can say of a held text that it refuses, complains, or neither", () => {
    for (const as of ["refuse", "complaint", "other"] as const) expect(mayJudge(likely, as).ok, as).toBe(true);
  });
  it("never takes back a refusal, nor one that the customer settled himself", () => {
    expect(mayJudge({ replyClass: "refuse", dueAt: null, handledAt: at }, "other")).toEqual({ ok: false, error: { code: "inbound.refusal_stands" } });
    expect(mayJudge({ replyClass: "refuse", dueAt: later, handledAt: at }, "other")).toEqual({ ok: false, error: { code: "inbound.refusal_stands" } });
    for (const as of ["refuse", "complaint", "other"] as const) expect(mayJudge({ ...likely, handledAt: at }, as), as).toEqual({ ok: false, error: { code: "inbound.already_judged" } });
  });
  it("confirms a complaint that words gave away, and none that a person confirmed", () => {
    expect(mayJudge({ replyClass: "complaint", dueAt: null, handledAt: null }, "complaint").ok).toBe(true);
    expect(mayJudge({ replyClass: "complaint", dueAt: null, handledAt: at }, "complaint").ok).toBe(false);
    // "R" that turns out to be a complaint.
    expect(mayJudge({ replyClass: "refuse", dueAt: null, handledAt: at }, "complaint").ok).toBe(true);
    expect(mayJudge({ replyClass: "other", dueAt: null, handledAt: null }, "other").ok).toBe(false);
  });
  it("is overdue from its hour on, until it is taken", () => {
    expect([isOverdue(likely, at), isOverdue(likely, later), isOverdue(likely, new Date(later.getTime() + 1))]).toEqual([false, false, true]);
    expect(isOverdue({ dueAt: at, handledAt: at }, later)).toBe(false);
    expect([isHeld(likely), isHeld({ dueAt: null, handledAt: null })]).toEqual([true, false]);
  });
});

describe("an answer", () => {
  const name = { name: "name", kind: "name", label: "姓名", sample: "王" } as const;
  const answer = { name: "answer", kind: "text", label: "答复", sample: "好" } as const;
  it("may be given for 72 hours", () => expect(answerUntil(at)).toEqual(new Date("2026-11-28T02:00:00Z")));
  it("is quick where only the name is to be filled in, framed where the answer is; neither is an offer", () => {
    const quick = { purpose: "account", text: "${name}您好，周一营业。", variables: [name] } as const;
    const frame = { purpose: "account", text: "${name}您好，${answer}。", variables: [name, answer] } as const;
    expect([isQuickReply(quick), isAnswerFrame(quick)]).toEqual([true, false]);
    expect([isQuickReply(frame), isAnswerFrame(frame)]).toEqual([false, true]);
    expect(isQuickReply({ ...quick, purpose: "promotion" }) || isAnswerFrame({ ...frame, purpose: "promotion" })).toBe(false);
    expect(isAnswerFrame({ ...frame, text: "${name}${answer}${date}" })).toBe(false);
  });
  it("is shown to whoever may not see the values by their labels", () => {
    expect(labelled("${name}您好，${answer}。${x}", [name, answer], { name: "王**" })).toBe("王**您好，〔答复〕。〔x〕");
  });
  it("stands in its frame as it was written", () => expect(framed("您好，${answer}。", "$& 与 $1")).toBe("您好，$& 与 $1。"));
});

describe("the list of keywords", () => {
  const codes = (change: Partial<Record<"refuse" | "return" | "help", string[]>>) => keywordFaults({ ...REPLY_KEYWORDS, ...change }).map(({ kind, code }) => `${kind} ${code}`);
  it("as shipped is right", () => expect(keywordFaults(REPLY_KEYWORDS)).toEqual([]));
  it("always holds what our own texts promise, in any case and width", () => {
    expect(codes({ refuse: ["TD"] })).toEqual(["refuse settings.keyword_promised"]);
    expect(codes({ refuse: [] })).toEqual(["refuse settings.keyword_promised"]);
    expect(codes({ refuse: ["\uff52"] })).toEqual([]);
  });
  it("gives no word two meanings, and holds none of marks only", () => {
    expect(codes({ return: ["恢复", "td"] })).toEqual(["return settings.keyword_twice"]);
    expect(codes({ help: ["。！"] })).toEqual(["help settings.keyword_empty"]);
  });
  it("is what a stored setting must be", () => {
    const parses = (value: unknown) => SETTINGS["reply.keywords"].schema.safeParse(value).success;
    expect(parses(REPLY_KEYWORDS)).toBe(true);
    expect(parses({ ...REPLY_KEYWORDS, refuse: ["TD"] })).toBe(false);
  });
  it("is typed one a line or between commas", () => expect(keywordsOf("R\n TD，退订、 \n\n")).toEqual(["R", "TD", "退订"]));
});
