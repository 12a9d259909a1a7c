import type { Route } from "next";
import { describe, expect, it } from "vitest";
import { matchEntries, type PaletteEntry } from "./palette-entries";

const entry = (id: string, label: string, keywords?: string): PaletteEntry => ({
  id,
  label,
  kind: "前往",
  href: "/" as Route,
  keywords,
});
const entries = [
  entry("1", "新建模板", "new template"),
  entry("2", "模板", "templates"),
  entry("3", "客户", "customers"),
];

describe("the command palette", () => {
  it("shows everything until something is typed", () => expect(matchEntries(entries, " ")).toHaveLength(3));
  it("finds by any word, in either language, and what begins with it first", () => {
    expect(matchEntries(entries, "模板").map((found) => found.id)).toEqual(["2", "1"]);
    expect(matchEntries(entries, "TEMPLATE new").map((found) => found.id)).toEqual(["1"]);
  });
  it("finds nothing where a word is missing", () => expect(matchEntries(entries, "模板 客户")).toEqual([]));
});
