import { describe, expect, it } from "vitest";
import { chooseLocale } from "./locale";

describe("the language of a request", () => {
  it("is what the person chose, whatever the browser says", () => {
    expect(chooseLocale("en", "zh-CN,zh;q=0.9")).toBe("en");
    expect(chooseLocale("zh-CN", "en")).toBe("zh-CN");
  });
  it("is the browser's first wish among ours", () => {
    expect(chooseLocale(undefined, "en-GB,en;q=0.9,zh;q=0.8")).toBe("en");
    expect(chooseLocale(undefined, "de-DE,zh-TW;q=0.5,en;q=0.7")).toBe("en");
    expect(chooseLocale(undefined, "zh-Hant,en;q=0.7")).toBe("zh-CN");
  });
  it("is Chinese where nothing else is asked for, and never a language refused with q=0", () => {
    expect(chooseLocale(undefined, null)).toBe("zh-CN");
    expect(chooseLocale("fr", "fr")).toBe("zh-CN");
    expect(chooseLocale(undefined, "en;q=0")).toBe("zh-CN");
  });
});
