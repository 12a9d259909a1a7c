import { describe, expect, it } from "vitest";
import { readName } from "./name";

describe("a name in a file", () => {
  it.each([
    ["　王秀英 ", "王秀英"],
    ["阿卜杜拉·买买提", "阿卜杜拉·买买提"],
    ["严𠮷", "严𠮷"],
    ["邓㛃", "邓㛃"],
    ["Li  Na", "Li Na"],
    ["\ufeff王\u200b林", "王林"],
  ])("%s is kept as %s", (cell, name) => expect(readName(cell)).toBe(name));

  it.each(["", "  ", "\u3000", "\u200b", "·", "--", "王\ufffd", "王\ud842", "王".repeat(101)])(
    "%j is no name",
    (cell) => expect(readName(cell)).toBeNull(),
  );
});
