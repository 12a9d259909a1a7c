import { describe, expect, it } from "vitest";
import en from "@/lib/i18n/messages/en/settings.json";
import zh from "@/lib/i18n/messages/zh-CN/settings.json";
import { LINE_REASONS, readLineReason } from "./line-reason";

describe("why a connection is not up", () => {
  it.each([
    ["cmpp-connect-resp:3", "wrong_password"], ["cmpp-connect-resp:2", "unknown_account"], ["cmpp-connect-resp:9", "login_refused"], ["smpp:0x0000000E", "wrong_password"], ["smpp:0x0000000D", "login_refused"], ["ECONNREFUSED", "refused_connection"],
    ["ENOTFOUND", "unknown_host"], ["ETIMEDOUT", "no_route"], ["DEPTH_ZERO_SELF_SIGNED_CERT", "certificate"], ["ERR_TLS_CERT_ALTNAME_INVALID", "certificate"], ["silent", "silent"], ["closed", "closed"], ["terminated", "said_good_bye"],
    ["cmpp.too_long", "unreadable"], ["malformed", "unreadable"], ["something new", "other"],
  ])("%s is %s", (detail, reason) => {
    expect(readLineReason(detail)?.reason).toBe(reason);
  });

  it("says how slow a line is that was asked for patience, and nothing where nothing is wrong", () => {
    expect(readLineReason("slowed:20")).toEqual({ reason: "slowed", perSecond: 20 });
    expect(readLineReason("")).toBeNull();
  });

  it("has words for each reason in both languages", () => {
    for (const words of [zh.carriers.health.line, en.carriers.health.line]) expect(Object.keys(words).sort()).toEqual([...LINE_REASONS].sort());
  });
});
