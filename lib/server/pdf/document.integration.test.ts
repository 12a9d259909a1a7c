import { inflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { writePdf, type PdfBlock, type PdfContent } from "./document";

const content = (blocks: readonly PdfBlock[], over: Partial<PdfContent> = {}): PdfContent => ({
  title: "客户授权证明", language: "zh-CN", author: "鸿雁示范银行", createdAt: new Date("2026-11-25T00:00:00Z"), blocks, footer: (page, pages) => `第 ${page} 页，共 ${pages} 页`, ...over,
});

/** The text of an uncompressed file: glyphs turned back into letters through the fonts' own maps, as a reader's search does. */
function textOf(file: Uint8Array): string {
  const raw = Buffer.from(file).toString("latin1");
  const object = new Map([...raw.matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)].map((match) => [match[1] ?? "", match[2] ?? ""]));
  const streamOf = (body: string) => {
    const bytes = body.slice(body.indexOf("stream\n") + 7, body.lastIndexOf("\nendstream"));
    return body.includes("/FlateDecode") ? inflateSync(Buffer.from(bytes, "latin1")).toString("latin1") : bytes;
  };
  const letters = new Map<string, Map<string, string>>();
  for (const resource of raw.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
    const map = streamOf(object.get(/\/ToUnicode (\d+) 0 R/.exec(object.get(resource[2] ?? "") ?? "")?.[1] ?? "") ?? "");
    const glyphs = new Map<string, string>();
    for (const range of map.matchAll(/<([0-9a-f]{4})> <[0-9a-f]{4}> \[([^\]]*)\]/gi)) {
      const first = Number.parseInt(range[1] ?? "0", 16);
      [...(range[2] ?? "").matchAll(/<([0-9a-f ]*)>/gi)].forEach((letter, index) => {
        const units = (letter[1] ?? "").replaceAll(" ", "").match(/.{4}/g) ?? [];
        glyphs.set((first + index).toString(16).padStart(4, "0"), String.fromCharCode(...units.map((unit) => Number.parseInt(unit, 16))));
      });
    }
    letters.set(resource[1] ?? "", glyphs);
  }
  let font = "";
  let text = "";
  for (const part of raw.matchAll(/\/(F\d+) [\d.]+ Tf|\[((?:<[0-9a-f]*>|[^\]<])*)\] TJ/g)) {
    if (part[1]) font = part[1];
    else for (const run of (part[2] ?? "").matchAll(/<([0-9a-f]*)>/g)) for (const glyph of (run[1] ?? "").match(/.{4}/g) ?? []) text += letters.get(font)?.get(glyph) ?? "?";
    if (!part[1]) text += "\n";
  }
  return text;
}

const pagesOf = (file: Uint8Array) => Buffer.from(file).toString("latin1").match(/\/Type \/Page\n/g)?.length ?? 0;

describe("a document", () => {
  it("can be read back letter for letter in both languages, with its pages counted", async () => {
    const file = await writePdf(content([{ kind: "heading", text: "授权记录" }, { kind: "text", text: "Agreed on 25 November 2026" }, { kind: "facts", rows: [["客户号", "C-1"]] }]), { compress: false });
    expect(Buffer.from(file.subarray(0, 5)).toString()).toBe("%PDF-");
    const text = textOf(file);
    for (const part of ["鸿雁示范银行", "客户授权证明", "授权记录", "Agreed on 25 November 2026", "客户号", "C-1", "第 1 页，共 1 页"]) expect(text).toContain(part);
  });

  it("carries a table over pages: the header again on each, no row lost, no cell cut off", async () => {
    const rows = Array.from({ length: 90 }, (_, index) => [`第${index}行`, "说明".repeat(30)]);
    const long = Array.from({ length: 3_000 }, (_, index) => "甲乙丙丁戊己庚辛壬癸"[index % 10]).join("");
    const file = await writePdf(content([{ kind: "table", columns: [{ label: "编号", share: 1 }, { label: "内容", share: 3 }], rows: [...rows, ["长", long]] }]), { compress: false });
    const text = textOf(file);
    const pages = pagesOf(file);
    expect(pages).toBeGreaterThan(3);
    expect(text.split("编号").length - 1).toBe(pages);
    expect(text).toContain(`第 ${pages} 页，共 ${pages} 页`);
    for (const [name] of rows) expect(text).toContain(`${name}\n`);
    expect([...text].filter((letter) => letter === "癸")).toHaveLength(300);
  });

  it("says so when a table has no rows, and flows long text over pages", async () => {
    const file = await writePdf(content([{ kind: "table", columns: [{ label: "编号", share: 1 }], rows: [], empty: "没有记录" }, { kind: "text", text: "一段很长的话。".repeat(900) }, { kind: "facts", rows: [["长文", "四个字吗".repeat(900)], ["后", "在后"]] }]), { compress: false });
    expect(textOf(file)).toContain("没有记录");
    expect(textOf(file)).toContain("在后");
    expect([...textOf(file)].filter((letter) => letter === "吗")).toHaveLength(900);
    expect(pagesOf(file)).toBeLessThan(9);
  });

  it("says its language and carries tags for those who have it read aloud", async () => {
    const raw = Buffer.from(await writePdf(content([{ kind: "text", text: "x" }], { language: "en" }), { compress: false })).toString("latin1");
    expect(raw).toContain("/Marked true");
    expect(raw).toMatch(/\/Lang \(en\)/);
    expect(raw).toContain("/S /H1");
  });
});
