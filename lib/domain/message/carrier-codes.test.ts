import { describe, expect, it } from "vitest";
import { z } from "zod";
import { PURPOSES } from "@/lib/domain/shared/vocabulary";
import { classifyCode, codesOf, ERROR_CLASSES, stopsCampaign } from "./provider-error";
import data from "./provider-errors.json";
import { readMessageState, readStat } from "./receipt";
import { afterAnswer, RESEND_RULES } from "./retry";

const refused = (space: string, code: string) => ({ outcome: "refused" as const, error: classifyCode(space, code) });

describe("codes of carriers", () => {
  it("have the shape that the code relies on, every one", () => {
    const row = z.object({
      provider: z.string(),
      code: z.string().min(1),
      meaning: z.string(),
      class: z.enum(ERROR_CLASSES).nullable(),
      action: z.string().min(1),
    });
    expect(z.array(row).safeParse(data.codes).success).toBe(true);
    expect(data.codes).toHaveLength(381);
    expect(new Set(data.codes.map((one) => one.provider)).size).toBe(16);
  });
  it("are found as they are listed, by range and by prefix", () => {
    for (const row of data.codes.filter(({ code }) => !code.includes("xxxx") && !/^\d+-\d+$/.test(code))) {
      expect(classifyCode(row.provider, row.code)).toMatchObject({
        class: row.class,
        action: row.action,
        mapped: true,
      });
    }
    expect(classifyCode("cmpp-submit-resp", "150")).toMatchObject({
      class: "permanent",
      action: "configurable_map",
      mapped: true,
    });
    expect(classifyCode("cmpp-report", "MB:1077")).toMatchObject({ class: "permanent", mapped: true });
    expect(classifyCode("cmpp-submit-resp", "200").mapped).toBe(false);
  });
  it("that nobody knows are permanent and are listed for a person to map", () => {
    expect(classifyCode("cmpp-submit-resp", "77")).toMatchObject({
      class: "permanent",
      action: "no_auto_retry",
      mapped: false,
    });
    expect(classifyCode("nowhere", "1").mapped).toBe(false);
    const own = [
      {
        provider: "cmpp-report",
        code: "MA:0022",
        meaning: "停机",
        class: "invalid_number" as const,
        action: "drop_recipient",
      },
    ];
    expect(classifyCode("cmpp-report", "MA:0022", own)).toMatchObject({ class: "invalid_number", mapped: true });
  });
  it("for blocked content or a lost account stop the campaign", () => {
    expect(stopsCampaign(classifyCode("aliyun-sms-receipt", "CONTENT_KEYWORD"))).toBe(true);
    expect(stopsCampaign(classifyCode("cmpp-connect-resp", "3"))).toBe(true);
    expect(stopsCampaign(classifyCode("cmpp-submit-resp", "8"))).toBe(false);
  });
  it("can be listed for one space", () => {
    expect(codesOf("cmpp-report")).toHaveLength(12);
  });
});

describe("after the carrier's answer", () => {
  it("nobody is called a second time while it is unknown whether a phone rang, not even for an alert", () => {
    for (const purpose of PURPOSES) {
      expect(afterAnswer({ outcome: "uncertain" }, 1, purpose, "voice")).toEqual({ step: "uncertain" });
      expect(afterAnswer(refused("aliyun-vms-call", "isv.VOICE_CALL_FAIL"), 1, purpose, "voice")).toEqual({ step: "uncertain" });
    }
    expect(afterAnswer({ outcome: "uncertain" }, 1, "risk").step).toBe("requeue");
  });
  it("only throttled and temporary refusals are tried again, and only so often", () => {
    for (const row of data.codes) {
      for (const purpose of PURPOSES) {
        const step = afterAnswer(refused(row.provider, row.code), 1, purpose).step;
        if (step === "requeue" && purpose !== "risk") expect(["throttled", "temporary"]).toContain(row.class);
        expect(afterAnswer(refused(row.provider, row.code), RESEND_RULES[purpose].attemptsMax, purpose).step).not.toBe(
          "requeue",
        );
      }
    }
    expect(afterAnswer(refused("cmpp-submit-resp", "8"), 1, "loan")).toEqual({ step: "requeue", delayMs: 5_000 });
    expect(afterAnswer(refused("cmpp-submit-resp", "8"), 2, "loan")).toEqual({ step: "requeue", delayMs: 30_000 });
    expect(afterAnswer(refused("cmpp-submit-resp", "13"), 1, "loan")).toEqual({ step: "failed" });
    expect(afterAnswer(refused("smpp34", "0x00000045"), 2, "loan")).toEqual({ step: "failed" });
    expect(afterAnswer(refused("cmpp-submit-resp", "no such code"), 1, "risk")).toEqual({ step: "failed" });
  });
  it("an uncertain submission is not repeated, except of a risk alert", () => {
    for (const purpose of PURPOSES) {
      expect(afterAnswer({ outcome: "uncertain" }, 1, purpose).step, purpose).toBe(
        purpose === "risk" ? "requeue" : "uncertain",
      );
    }
    expect(afterAnswer({ outcome: "uncertain" }, RESEND_RULES.risk.attemptsMax, "risk")).toEqual({ step: "uncertain" });
  });
  it("a refusal that means a timeout at the carrier is a doubt, not a refusal", () => {
    expect(afterAnswer(refused("tencent-sms", "InternalError.Timeout"), 1, "account")).toEqual({ step: "uncertain" });
  });
  it("an accepted message is sent", () => {
    expect(afterAnswer({ outcome: "accepted" }, 1, "account")).toEqual({ step: "sent" });
  });
});

describe("a report", () => {
  it("is final or not as the protocol says", () => {
    const outcomes = Object.fromEntries(
      ["DELIVRD", "EXPIRED", "DELETED", "UNDELIV", "UNKNOWN", "REJECTD", "ACCEPTD", "ENROUTE"].map((stat) => [
        stat,
        readStat(stat).outcome,
      ]),
    );
    expect(outcomes).toEqual({
      DELIVRD: "delivered",
      EXPIRED: "failed",
      DELETED: "failed",
      UNDELIV: "failed",
      UNKNOWN: "unknown",
      REJECTD: "failed",
      ACCEPTD: "accepted",
      ENROUTE: "accepted",
    });
  });
  it("of a gateway's own error is a failure with its code kept", () => {
    for (const stat of [
      "MA:0001",
      "MB:1041",
      "MC:0055",
      "CA:0054",
      "CB:0010",
      "DA:0103",
      "DB:0141",
      "SA:0001",
      "SB:0001",
      "IA:0054",
      "IB:0008",
      "IC:0001",
    ]) {
      expect(readStat(stat)).toEqual({ outcome: "failed", reason: "gateway_error", stat });
    }
    expect(readStat("XL:001")).toMatchObject({ outcome: "failed", reason: "unmapped" });
  });
  it("is read through padding and case, and an empty one says nothing", () => {
    expect(readStat("DELIVRD\u0000\u0000")).toMatchObject({ outcome: "delivered", stat: "DELIVRD" });
    expect(readStat(" delivrd ")).toMatchObject({ outcome: "delivered" });
    expect(readStat("\u0000\u0000")).toMatchObject({ outcome: "unknown" });
  });
  it("of SMPP may carry the state as a number", () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8, 0, 99].map((state) => readMessageState(state).outcome)).toEqual([
      "accepted",
      "delivered",
      "failed",
      "failed",
      "failed",
      "accepted",
      "unknown",
      "failed",
      "unknown",
      "unknown",
    ]);
  });
});
