import { describe, expect, it } from "vitest";
import { foldName, readSearch } from "./search";

describe("what is typed into the customer search", () => {
  it.each([
    ["C0010000007", { by: "number", number: "C0010000007" }],
    ["c0010000007 ", { by: "number", number: "C0010000007" }],
    ["15412345678", { by: "phone", digits: "15412345678" }],
    ["+86 154 1234 5678", { by: "phone", digits: "15412345678" }],
    ["１５４１２３４５６７８", { by: "phone", digits: "15412345678" }],
    ["5678", { by: "last_four", digits: "5678" }],
    ["　王秀英 ", { by: "name", name: "王秀英" }],
    ["阿依古丽·买买提", { by: "name", name: "阿依古丽·买买提" }],
  ])("%s", (typed, found) => expect(readSearch(typed)).toEqual(found));

  it("finds nothing to search for in blanks", () => expect(readSearch(" 　")).toBeNull());
  it("folds names the same way for storing and for searching", () => {
    expect(foldName("  LI  Na ")).toBe(foldName("li na"));
  });
});
