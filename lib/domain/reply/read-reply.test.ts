import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldReply } from "./fold";
import { REPLY_CLASSES, REPLY_FLAGS, REPLY_KEYWORDS } from "./keywords";
import { readReply } from "./read-reply";

const classOf = (text: string) => readReply(text).class;

/** Texts out of the pieces that real ones are made of: far likelier to meet a rule than random characters. */
const pieces = fc.array(fc.constantFrom(
  "不要", "别", "再", "发", "短信", "退订", "R", "TD", "吗", "了", "贷款", "投诉", "骗子", "烦死", "谢谢", "，", "！", " ", "\n", "😡", "不", "天天", "stop", "sms", "T", "恢复", "帮助", "訂",
), { maxLength: 12 }).map((parts) => parts.join(""));
const anyText = fc.oneof(fc.string({ unit: "grapheme", maxLength: 80 }), fc.string({ unit: "binary", maxLength: 80 }), pieces);

describe("reading a reply", () => {
  it("refuses only where the whole text is a keyword", () => {
    const listed = new Set(REPLY_KEYWORDS.refuse.map(foldReply));
    fc.assert(fc.property(anyText, (text) => {
      expect(classOf(text) === "refuse").toBe(listed.has(foldReply(text)));
    }), { numRuns: 400 });
  });
  it("ends for every text with a class, a score from 0 to 1 and reasons out of our own lists", () => {
    fc.assert(fc.property(anyText, (text) => {
      const { class: kind, score, because, flag, holds, keyword } = readReply(text);
      expect(REPLY_CLASSES).toContain(kind);
      expect(score).toBeGreaterThanOrEqual(0);
      expect(score).toBeLessThanOrEqual(1);
      expect(flag === null || REPLY_FLAGS.includes(flag)).toBe(true);
      expect(flag !== null).toBe(kind === "complaint");
      expect(keyword !== null).toBe(["refuse", "return", "help"].includes(kind));
      if (kind === "likelyRefusal") expect(holds).toBe(true);
      if (kind === "other") expect(holds).toBe(false);
      if (kind !== "other") expect(because.length).toBeGreaterThan(0);
      // Whole words of the lists, so no digits of a card or a name can be among them.
      for (const one of because) expect(one.phrase).not.toMatch(/\d{6}/);
    }), { numRuns: 400 });
  });
  it("takes a long text without growing slow", () => {
    const started = performance.now();
    readReply("别再给我发短信了，".repeat(20_000));
    expect(performance.now() - started).toBeLessThan(2_000);
  });
  it("finds a refusal in other words, misspelt, repeated, in pinyin, in traditional characters", () => {
    for (const text of ["别再发了", "不要再打扰我", "烦死了", "推定", "tuiding", "退訂", "TDTD", "RRRR", "麻烦退订一下，谢谢", "回复R", "別再傳簡訊", "Stop texting me!", "😡不用再发了"]) {
      expect(classOf(text), text).toBe("likelyRefusal");
    }
  });
  it("is no refusal where it is denied, asked about, or about something else", () => {
    for (const text of ["不要退订", "谢谢", "退订了还能收到还款提醒吗", "取消贷款申请", "麻烦死了这手续", "级别不够发不了卡", "别忘了给我发短信", "这个月的还款短信还没发", "要不要发身份证照片"]) {
      expect(classOf(text), text).toBe("other");
    }
  });
  it("flags a complaint and a fraud, and holds offers where the complaint refuses as well", () => {
    expect(readReply("我要投诉你们")).toMatchObject({ class: "complaint", flag: "complaint", holds: false });
    expect(readReply("别再发了，再发我就投诉")).toMatchObject({ class: "complaint", flag: "complaint", holds: true });
    expect(readReply("我被骗了两万块")).toMatchObject({ class: "complaint", flag: "fraud" });
    expect(readReply("不是投诉，就问问")).toMatchObject({ class: "other", flag: null });
  });
  it("says why: code, phrase and weight of what it rests on", () => {
    expect(readReply("R")).toEqual({ class: "refuse", keyword: "R", score: 1, because: [{ code: "keyword", phrase: "R", weight: 100 }], flag: null, holds: false });
    expect(readReply("别再给我发短信了").because).toContainEqual({ code: "stop_sending", phrase: "别…发", weight: 70 });
  });
  it("goes by the bank's own keywords", () => {
    const own = { refuse: ["R", "别发"], return: ["回来"], help: [] };
    expect(readReply("别发!", own)).toMatchObject({ class: "refuse", keyword: "别发" });
    expect(readReply("回来", own).class).toBe("return");
    // No keyword any more, but still likely meant as one.
    expect(readReply("退订", own).class).not.toBe("refuse");
  });
});
