import { describe, expect, it } from "vitest";
import type { TemplateVariable } from "@/lib/domain/template/variable";
import { checkSpoken } from "./spoken";

const link = { name: "page", kind: "link", label: "链接", sample: "https://m.bank.cn" } as const satisfies TemplateVariable;

describe("a text that is read out", () => {
  it("holds no link, written or filled in: it is said once, at its place", () => {
    expect(checkSpoken({ text: "贷款将到期，请留足余额。", variables: [link] })).toEqual([]);
    const [found, ...others] = checkSpoken({ text: "详见https://m.bank.cn或${page}。", variables: [link] });
    expect([found?.rule, found?.severity, found?.excerpt.includes("m.bank.cn"), others.length]).toEqual(["link_in_call", "error", true, 0]);
    expect(checkSpoken({ text: "详见${page}。", variables: [link] }).map((one) => one.rule)).toEqual(["link_in_call"]);
  });
});
