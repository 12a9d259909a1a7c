import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { classifyReply } from "./classify";
import { REPLY_KEYWORDS } from "./keywords";

describe("a reply", () => {
  it("refuses with every listed word, in any case, width and punctuation", () => {
    for (const word of [
      "R",
      "T",
      "TD",
      "N",
      "退订",
      "拒收",
      "取消",
      "停止",
      "STOP",
      "UNSUBSCRIBE",
      "QUIT",
      "END",
      "CANCEL",
    ]) {
      for (const text of [
        word,
        word.toLowerCase(),
        ` ${word} `,
        `${word}。`,
        `${word}!!`,
        `“${word}”`,
        `\u200b${word}\r\n`,
      ]) {
        expect(classifyReply(text), JSON.stringify(text)).toEqual({ class: "refuse", keyword: word });
      }
    }
    // Full-width letters and marks, as Chinese keyboards type them.
    expect(classifyReply("\uff32").class).toBe("refuse");
    expect(classifyReply("\uff34\uff24\uff01\uff01").class).toBe("refuse");
  });
  it("comes back, or asks for help, with a word of its own", () => {
    for (const text of ["恢复", "START", "start."]) expect(classifyReply(text).class).toBe("return");
    for (const text of ["HELP", "帮助", "帮助?"]) expect(classifyReply(text).class).toBe("help");
  });
  it("that only contains a keyword, or thanks, is not a refusal", () => {
    for (const text of [
      "不要退订",
      "谢谢",
      "我不想取消",
      "R2",
      "请勿停止",
      "T恤多少钱",
      "好的",
      "",
      "  ",
      "。",
      "1",
      "ok",
      "恢复不了",
    ]) {
      expect(classifyReply(text), JSON.stringify(text)).toEqual({ class: "other", keyword: null });
    }
  });
  it("is read with the bank's own words where it has some", () => {
    const own = { refuse: ["别发了", ""], return: [], help: [] };
    expect(classifyReply("别发了!", own).class).toBe("refuse");
    expect(classifyReply("R", own).class).toBe("other");
    expect(classifyReply("", own).class).toBe("other");
  });
  it("says only what its keywords say, whatever the text", () => {
    const listed = new Set(Object.values(REPLY_KEYWORDS).flat());
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const { class: kind, keyword } = classifyReply(text);
        expect(kind === "other" ? keyword === null : listed.has(keyword ?? "")).toBe(true);
      }),
    );
  });
});
