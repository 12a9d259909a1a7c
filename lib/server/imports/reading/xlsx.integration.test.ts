import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { describe, expect, it } from "vitest";
import { makeZip, workbookParts, type WorkbookXml } from "@/tests/fixtures/workbook";
import { FileProblem } from "./file-problem";
import { readTable } from "./read-table";
import { openSpool } from "./spool";
import { isDateFormat, serialToDate } from "./xlsx-dates";

async function* pieces(bytes: Uint8Array, size = 1_000) {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}
async function readBytes(bytes: Uint8Array, limits = {}) {
  const table = await readTable(pieces(bytes), {}, limits);
  const rows: [number, ...string[]][] = [];
  for await (const { line, cells } of table.rows) rows.push([line, ...cells]);
  return { ...table, rows };
}
const read = (xml: WorkbookXml) => readBytes(makeZip(workbookParts(xml)));
const problem = (bytes: Uint8Array, limits = {}) =>
  readBytes(bytes, limits).then(
    () => "none",
    (error: unknown) => (error instanceof FileProblem ? error.code : error),
  );

const inline = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
const HEADER = `<row r="1">${inline("客户号")}${inline("姓名")}${inline("值")}</row>`;
const linkOf = (fd: string) => {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`);
  } catch {
    return "";
  }
};
const spools = () => readdirSync(tmpdir()).filter((name) => name.startsWith("hongyan-spool-"));

describe("cells of a workbook", () => {
  it.each([
    ["a shared text", '<c r="C2" t="s"><v>0</v></c>', "𠮷 & <田>"],
    ["rich text without its phonetic guide", '<c r="C2" t="s"><v>1</v></c>', "欧阳凤"],
    ["an escaped character", '<c r="C2" t="s"><v>2</v></c>', "地址:\r\n长沙市"],
    [
      "a text in the cell",
      '<c r="C2" t="inlineStr"><is><r><t>a</t></r><r><t xml:space="preserve"> b</t></r></is></c>',
      "a b",
    ],
    ["a formula's text", '<c r="C2" t="str"><f>A1&amp;"x"</f><v>C1x</v></c>', "C1x"],
    ["a phone kept as a number", '<c r="C2"><v>15412345678</v></c>', "15412345678"],
    ["a phone kept as a power of ten", '<c r="C2"><v>1.5412345678E10</v></c>', "15412345678"],
    ["a date", '<c r="C2" s="1"><v>33003</v></c>', "1990-05-10"],
    ["a date in the bank's own format", '<c r="C2" s="2"><v>33003.5</v></c>', "1990-05-10"],
    ["a number that only looks like a date", '<c r="C2" s="1"><v>19900510</v></c>', "19900510"],
    ["an amount with an own format", '<c r="C2" s="3"><v>33003</v></c>', "33003"],
    ["a stated date", '<c r="C2" t="d"><v>1990-05-10T00:00:00</v></c>', "1990-05-10"],
    ["a yes", '<c r="C2" t="b"><v>1</v></c>', "TRUE"],
    ["an error", '<c r="C2" t="e"><v>#N/A</v></c>', "#N/A"],
    ["nothing", '<c r="C2" s="1"/>', ""],
    ["a text with a guard", '<c r="C2" t="str"><v>\'+86154</v></c>', "+86154"],
  ])("%s", async (_, cell, text) => {
    const { rows } = await read({
      rows: `${HEADER}<row r="2"><c r="A2" t="str"><v>C1</v></c>${cell}</row>`,
      strings:
        "<si><t>𠮷 &amp; &lt;田&gt;</t></si><si><r><t>欧阳</t></r><r><t>凤</t></r><rPh><t>ouyang</t></rPh></si><si><t>地址:_x000D_\n长沙市</t></si>",
      styles: `<numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="165" formatCode="#,##0.00&quot;yd&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs>`,
    });
    expect(rows).toEqual([[2, "C1", "", text]]);
  });

  it.each([
    ["yyyy-mm-dd", true],
    ['[$-804]yyyy"年"m"月"d"日";@', true],
    ["m/d/yy h:mm", true],
    ["[$-404]e/m/d", true],
    ["General", false],
    ["0.00E+00", false],
    ['#,##0"day"', false],
    ["h:mm:ss", false],
    ["@", false],
    ["[Red]0", false],
  ])("%s shows a day: %s", (format, shows) => expect(isDateFormat(format)).toBe(shows));

  it.each([
    [1, false, "1900-01-01"],
    [59, false, "1900-02-28"],
    [60, false, null],
    [61, false, "1900-03-01"],
    [33_003, false, "1990-05-10"],
    [31_541, true, "1990-05-10"],
    [2_958_465, false, "9999-12-31"],
    [2_958_466, false, null],
    [0.5, false, null],
    [-1, false, null],
    [Number.NaN, false, null],
  ])("day %d (1904: %s) is %s", (serial, from1904, date) => expect(serialToDate(serial, from1904)).toBe(date));

  it("counts days from 1904 where the workbook says so", async () => {
    const { rows } = await read({
      rows: `${HEADER}<row r="2">${inline("C1")}${inline("x")}<c s="0"><v>31541</v></c></row>`,
      properties: '<workbookPr date1904="1"/>',
      styles: '<cellXfs><xf numFmtId="14"/></cellXfs>',
    });
    expect(rows[0]).toEqual([2, "C1", "x", "1990-05-10"]);
  });
});

describe("rows of a workbook", () => {
  it("are numbered as the sheet numbers them, with cells where they stand", async () => {
    const { rows } = await read({
      rows: `${HEADER}<row r="3"/><row r="7"><c r="B7" t="str"><v>x</v></c></row><row><c t="str"><v>y</v></c></row>`,
    });
    expect(rows).toEqual([
      [7, "", "x", ""],
      [8, "y", "", ""],
    ]);
  });

  it("keep what stands to the right of the header, so that it can be refused, however far", async () => {
    const { rows } = await read({ rows: `${HEADER}<row r="2">${inline("C1")}<c r="XFD2" t="str"><v>x</v></c></row>` });
    expect(rows[0]).toHaveLength(1 + 501);
    expect(rows[0]?.at(-1)).toBe("x");
  });

  it("come from the first sheet that a person sees, whatever prefixes the program writes", async () => {
    const prefixed =
      '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row r="1"><x:c t="str"><x:v>a</x:v></x:c><x:c t="str"><x:v>b</x:v></x:c></x:row></x:sheetData></x:worksheet>';
    const parts = workbookParts({
      rows: HEADER,
      sheets: '<sheet name="1" r:id="rId1" state="hidden"/><sheet name="2" r:id="rId2"/>',
    });
    expect(
      (await readBytes(makeZip([...parts, { name: "xl/worksheets/sheet2.xml", content: prefixed }]))).header,
    ).toEqual(["a", "b"]);
  });
});

describe("workbooks that cannot be read", () => {
  const parts = workbookParts({ rows: HEADER });
  const sound = makeZip(parts);
  const withSheet = (content: string) =>
    makeZip(parts.map((part) => (part.name.endsWith("sheet1.xml") ? { ...part, content } : part)));
  it.each([
    ["cut off", sound.subarray(0, -30)],
    ["no workbook inside", makeZip([{ name: "readme.txt", content: "hello" }])],
    ["a sheet that is not XML", withSheet("C1,张三")],
    ["a sheet that ends early", withSheet("<worksheet><sheetData><row>")],
    [
      "bytes that are no UTF-8",
      makeZip(
        parts.map((part) =>
          part.name.endsWith("sheet1.xml")
            ? { ...part, content: Buffer.from("<worksheet>\xff</worksheet>", "latin1") }
            : part,
        ),
      ),
    ],
    [
      "a document type, as attacks need it",
      withSheet('<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet><sheetData/></worksheet>'),
    ],
    [
      "a text that never ends",
      withSheet(
        `<worksheet><sheetData><row><c t="str"><v>${"x".repeat(3_000_000)}</v></c></row></sheetData></worksheet>`,
      ),
    ],
    [
      "a part larger than it says",
      makeZip(parts.map((part) => (part.name.endsWith("sheet1.xml") ? { ...part, statedSize: 10 } : part))),
    ],
    [
      "a shared text that does not exist",
      withSheet('<worksheet><sheetData><row><c t="s"><v>7</v></c></row></sheetData></worksheet>'),
    ],
  ])("%s", async (_, bytes) => expect(await problem(bytes)).toBe("import.xlsx_broken"));

  it("are refused for what they would unpack to", async () => {
    const bomb = withSheet(`<worksheet><sheetData>${" ".repeat(20_000_000)}</sheetData></worksheet>`);
    expect(bomb.length).toBeLessThan(100_000);
    expect(await problem(bomb, { unpackedBytes: 10_000_000 })).toBe("import.too_large");
  });

  it("hand over the rows before the damage", async () => {
    const table = await readTable(
      pieces(withSheet(`<worksheet><sheetData>${HEADER}<row r="2">${inline("C1")}</row></sheetData></oops>`)),
    );
    const lines: number[] = [];
    await expect(
      (async () => {
        for await (const { line } of table.rows) lines.push(line);
      })(),
    ).rejects.toThrow("import.xlsx_broken");
    expect(lines.length).toBeLessThanOrEqual(1);
  });
});

describe("what reading a workbook leaves on disk", () => {
  it("is nothing, whether it is read, left, broken or refused", async () => {
    const before = spools();
    const bytes = readFileSync("tests/fixtures/customers-sample.xlsx");
    const table = await readTable(pieces(bytes));
    for await (const _ of table.rows) break;
    await (await readTable(pieces(bytes))).close();
    await problem(bytes.subarray(0, -100));
    await problem(bytes, { bytes: 1_000 });
    expect(spools()).toEqual(before);
  });

  it("cannot be read by anybody else while it is there", async () => {
    const spool = await openSpool();
    const secret = Buffer.from("王秀英 15412345678 ".repeat(1_000));
    try {
      await spool.append(secret.subarray(0, 5));
      await spool.append(secret.subarray(5));
      for (const [position, length] of [
        [0, 10],
        [3, 40],
        [4_097, 33],
        [secret.length - 7, 7],
      ] as const) {
        expect(spool.readAt(position, length)).toEqual(secret.subarray(position, position + length));
      }
      const streamed: Buffer[] = [];
      for await (const piece of spool.stream(17, secret.length)) streamed.push(piece as Buffer);
      expect(Buffer.concat(streamed)).toEqual(secret.subarray(17));
      if (process.platform === "linux") {
        const spooled = readdirSync("/proc/self/fd").filter((fd) => linkOf(fd).includes("/hongyan-spool-"));
        expect(spooled).toHaveLength(1);
        expect(readFileSync(`/proc/self/fd/${spooled[0]}`).includes(secret.subarray(0, 16))).toBe(false);
      }
    } finally {
      await spool.close();
    }
  });
});
