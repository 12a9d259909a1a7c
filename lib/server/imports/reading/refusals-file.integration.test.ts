import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { guessMapping } from "@/lib/domain/customer/mapping";
import { readTable } from "./read-table";
import { refusalsFile, type RefusedRow } from "./refusals-file";

const HEADER = ["客户号", "姓名", "手机号码", "开户网点", "备注"];
const WORDS = { reasonColumn: "未导入原因" };

async function* each<T>(items: readonly T[]) {
  yield* items;
}
async function write(rows: readonly RefusedRow[], header: readonly string[] = HEADER, words = WORDS): Promise<string> {
  const pieces: string[] = [];
  for await (const piece of refusalsFile(header, each(rows), words)) pieces.push(piece);
  return pieces.join("");
}
async function readBack(text: string) {
  const table = await readTable(each([Buffer.from(text)]));
  const rows: string[][] = [];
  for await (const { cells } of table.rows) rows.push(cells);
  return { ...table, rows };
}

describe("the file of refused rows", () => {
  it("opens in Excel as it is, with the reason first", async () => {
    const text = await write([{ cells: ["C1", "张三", "1381234", "HN-01", '喜欢"电话"'], reason: "手机号码不对" }]);
    expect(text).toBe(
      '\ufeff未导入原因,客户号,姓名,手机号码,开户网点,备注\r\n手机号码不对,C1,张三,1381234,HN-01,"喜欢""电话"""\r\n',
    );
  });

  it("makes no cell that a spreadsheet would run, and the import takes the mark off again", async () => {
    const cells = ["C1", '=HYPERLINK("http://x")', "+8615412345678", "@x", "-1+1"];
    const text = await write([{ cells, reason: "=1" }]);
    for (const cell of text.split(/[,\r\n]+/)) expect(cell).not.toMatch(/^"?[=+\-@]/);
    expect((await readBack(text)).rows[0]?.slice(1)).toEqual(cells);
  });

  it("is imported again with its reasons skipped", async () => {
    for (const reasonColumn of ["未导入原因", "Reason not imported"]) {
      const { header } = await readBack(
        await write([{ cells: ["C1", "张三", "1", "HN-01", ""], reason: "x" }], HEADER, { reasonColumn }),
      );
      const { mapping, unmapped } = guessMapping(header, []);
      expect(unmapped).toEqual([0]);
      expect(mapping).toMatchObject({ number: 1, name: 2, phone: 3, branch: 4, remarks: 5 });
    }
  });

  it("replaces the reasons of an earlier round", async () => {
    const text = await write(
      [{ cells: ["旧的原因", "C1", "张三", "1", "HN-01", ""], reason: "新的原因" }],
      ["未导入原因", ...HEADER],
    );
    expect((await readBack(text)).header).toEqual(["未导入原因", ...HEADER]);
    expect((await readBack(text)).rows).toEqual([["新的原因", "C1", "张三", "1", "HN-01", ""]]);
  });

  it("keeps rows with too many or too few cells as they came", async () => {
    const ragged = [
      ["C1", "张三"],
      ["C2", "李四", "1", "HN-01", "", "x", "y"],
    ];
    const { rows } = await readBack(await write(ragged.map((cells) => ({ cells, reason: "r" }))));
    expect(rows).toEqual(ragged.map((cells) => ["r", ...cells]));
  });

  it("never skips a column that it would import", async () => {
    await expect(write([], HEADER, { reasonColumn: "备注" })).rejects.toThrow("备注");
  });

  it("gives back every cell as it was", async () => {
    const cell = fc.oneof(
      fc.stringMatching(/^[=+\-@'0-9a-z,"\t中]{0,10}$/),
      fc.stringMatching(/^[=+'0-9a-z"\n\r中]{0,10}$/),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(cell, { minLength: 5, maxLength: 5 }), { maxLength: 8 }), async (rows) => {
        const text = await write(rows.map((cells) => ({ cells, reason: "r" })));
        expect((await readBack(text)).rows).toEqual(rows.map((cells) => ["r", ...cells]));
      }),
    );
  });
});
