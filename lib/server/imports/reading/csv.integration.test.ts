import fc from "fast-check";
import iconv from "iconv-lite";
import { stringify } from "csv-stringify/sync";
import { describe, expect, it } from "vitest";
import { FileProblem } from "./file-problem";
import { readTable } from "./read-table";

async function* pieces(bytes: Uint8Array, size = 7) {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}
async function read(content: string | Uint8Array, size?: number, limits = {}) {
  const table = await readTable(pieces(Buffer.from(content as string), size), {}, limits);
  const rows: [number, ...string[]][] = [];
  for await (const { line, cells } of table.rows) rows.push([line, ...cells]);
  return { ...table, rows };
}
const problem = (content: string | Uint8Array, limits = {}) =>
  read(content, 64, limits).then(
    () => "none",
    (error: unknown) => (error instanceof FileProblem ? error.code : error),
  );

const TEXT = "客户号,姓名,备注\r\nC1,严𠮷,邓㛃·€\r\nC2,钱林,😀\r\n";
const ROWS = [
  [2, "C1", "严𠮷", "邓㛃·€"],
  [3, "C2", "钱林", "😀"],
];

describe("the encoding of a file", () => {
  it.each([
    ["UTF-8", Buffer.from(TEXT)],
    ["UTF-8", Buffer.from(`\ufeff${TEXT}`)],
    ["UTF-16LE", iconv.encode(TEXT, "utf16le", { addBOM: true })],
    ["UTF-16BE", iconv.encode(TEXT, "utf16be", { addBOM: true })],
    ["UTF-16LE", iconv.encode(TEXT, "utf16le", { addBOM: false })],
    ["UTF-16BE", iconv.encode(TEXT, "utf16be", { addBOM: false })],
    ["GB18030", iconv.encode(TEXT, "gb18030")],
  ])("%s is recognised, whatever pieces its bytes come in", async (encoding, bytes) => {
    for (const size of [1, 2, 3, 5, 1_000]) expect(await read(bytes, size)).toMatchObject({ encoding, rows: ROWS });
  });

  it("is found out late when a file begins in plain ASCII", async () => {
    const head = "number,name\n" + "C1,Li Na\n".repeat(20_000);
    for (const encoding of ["utf8", "gb18030"]) {
      const { rows } = await read(Buffer.concat([Buffer.from(head), iconv.encode("C2,邓㛃𠮷\n", encoding)]), 1_000);
      expect(rows.at(-1)).toEqual([20_002, "C2", "邓㛃𠮷"]);
    }
  });

  it("does not change because a column was cut in the middle of a character", async () => {
    const whole = Buffer.from("客户号,姓名\n" + "C1,欧阳凤欧阳凤\n".repeat(50));
    const damaged = Buffer.concat([whole, Buffer.from("C2,王"), Buffer.from([0xe7, 0xa7]), Buffer.from("\nC3,李四\n")]);
    const { encoding, rows } = await read(damaged, 100);
    expect(encoding).toBe("UTF-8");
    expect(rows.slice(-2)).toEqual([
      [52, "C2", "王\ufffd"],
      [53, "C3", "李四"],
    ]);
  });

  it("is refused with a name when it is none of these", async () => {
    expect(await problem(Buffer.from("nom,prénom\nC1,Zoë\nC2,Noé\n", "latin1"))).toBe("import.encoding_unknown");
    expect(await problem(Buffer.from(Array.from({ length: 4_000 }, (_, index) => (index * 7) % 256)))).toBe(
      "import.not_a_table",
    );
  });
});

describe("the sign between cells", () => {
  it.each([",", "\t", ";", "|"])("%j is recognised", async (delimiter) => {
    const text = `客户号${delimiter}姓名${delimiter}备注\nC1${delimiter}"Li, Na; the ${delimiter} one"${delimiter}"a,b;c"\nC2${delimiter}钱林${delimiter}\n`;
    const table = await read(text);
    expect(table.delimiter).toBe(delimiter);
    expect(table.rows[0]).toEqual([2, "C1", `Li, Na; the ${delimiter} one`, "a,b;c"]);
  });
  it("may be stated in Excel's own way", async () => {
    expect(await read("sep=;\r\na;b\r\n1;2\r\n")).toMatchObject({
      delimiter: ";",
      header: ["a", "b"],
      rows: [[2, "1", "2"]],
    });
  });
});

describe("rows of a CSV file", () => {
  it("are numbered as a spreadsheet numbers them", async () => {
    const { rows } = await read('a,b\n1,"x\ny\nz"\n\n ,\n2,p\n');
    expect(rows).toEqual([
      [2, "1", "x\ny\nz"],
      [5, "2", "p"],
    ]);
  });

  it.each([
    ["LF", "\n"],
    ["CRLF", "\r\n"],
    ["CR", "\r"],
  ])("end with %s", async (_, end) => {
    expect((await read(["a,b", "1,2", '"3","4"', "5,6"].join(end))).rows).toEqual([
      [2, "1", "2"],
      [3, "3", "4"],
      [4, "5", "6"],
    ]);
  });

  it("with another number of cells are handed on as they are", async () => {
    expect((await read("a,b,c\n1,2\n1,2,3,4\n1,2,3\n")).rows).toEqual([
      [2, "1", "2"],
      [3, "1", "2", "3", "4"],
      [4, "1", "2", "3"],
    ]);
  });

  it("keep quotation marks that stand inside a cell", async () => {
    expect((await read('a,b\n1,喜欢"电话"联系\n2,"喜欢""电话"""\n')).rows).toEqual([
      [2, "1", '喜欢"电话"联系'],
      [3, "2", '喜欢"电话"'],
    ]);
  });

  it("lose their apostrophe before signs and digits", async () => {
    expect((await read("a,b\n'+86154,'=x\n'0012,'a\n")).rows).toEqual([
      [2, "+86154", "=x"],
      [3, "0012", "'a"],
    ]);
  });

  it("read back whatever was written, in any pieces", async () => {
    // A line within a cell that looks like a whole row would be taken for one: see "a stray quotation mark".
    const cell = fc.oneof(
      fc.stringMatching(/^[a-z,;"\t |中]{0,8}$/),
      fc.stringMatching(/^[a-z;"\n\r |中]{0,8}$/),
      fc.constantFrom("", '"', '""', ","),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 40 }),
        async (rows, size) => {
          const named = rows.map(([x, y, z], index) => [`C${index}`, x, y, z]);
          const text = stringify([["number", "p", "q", "r"], ...named], {
            record_delimiter: "\r\n",
            quoted_match: /[\r\n]/,
          });
          expect((await read(text, size)).rows.map(([, ...cells]) => cells)).toEqual(named);
        },
      ),
    );
  });
});

describe("a stray quotation mark", () => {
  const sound = Array.from({ length: 200 }, (_, index) => `C${index},张三,备注 ${index}`);
  const file = (at: number, line: string) =>
    ["客户号,姓名,备注", ...sound.slice(0, at), line, ...sound.slice(at)].join("\n") + "\n";

  it.each([
    ["never closed", 'X,"李四,备注'],
    ["closed in the wrong place", 'X,"李"四,备注'],
    ["opened at the end of the row", 'X,李四,"'],
  ])("%s costs its own row and no other", async (_, line) => {
    for (const size of [11, 100_000]) {
      const { rows } = await read(file(100, line), size);
      expect(rows).toHaveLength(201);
      expect(rows[100]).toEqual([102, line]);
      expect(rows.filter((row) => row.length === 4).map((row) => row[1])).toEqual(
        sound.map((row) => row.split(",")[0]),
      );
    }
  });

  it("that meets another one further down does not swallow the rows between", async () => {
    const lines = ["客户号,姓名,备注", 'C1,"李四,备注', "C2,王五,备注", 'C3,赵六",备注', "C4,钱七,备注"];
    const { rows } = await read(lines.join("\n"));
    expect(rows).toEqual([
      [2, 'C1,"李四,备注'],
      [3, "C2", "王五", "备注"],
      [4, "C3", '赵六"', "备注"],
      [5, "C4", "钱七", "备注"],
    ]);
  });

  it("in the last row is reported too", async () => {
    expect((await read('a,b\n1,2\n3,"4')).rows).toEqual([
      [2, "1", "2"],
      [3, '3,"4'],
    ]);
  });

  it("at the very start of a large file is found out in bounded memory", async () => {
    const { rows } = await read('a,b\n1,"2\n' + "3,4\n".repeat(100_000), 64 * 1024);
    expect(rows).toHaveLength(100_001);
    expect(rows[0]).toEqual([2, '1,"2']);
  });
});

describe("the header", () => {
  it("may have a title above it", async () => {
    expect(await read("客户清单,,\n\n客户号,姓名,备注\nC1,张三,\n")).toMatchObject({
      header: ["客户号", "姓名", "备注"],
      rows: [[4, "C1", "张三", ""]],
    });
  });
  it("does not count empty columns at its right end", async () => {
    expect(await read("客户号,姓名,,\nC1,张三,,x\n")).toMatchObject({ columns: 2, rows: [[2, "C1", "张三", "", "x"]] });
  });
  it("is missed when the first row is a customer", async () => {
    expect(await problem("C1,张三,15412345678\nC2,李四,15412345679\n")).toBe("import.header_missing");
    expect(await problem("C1,张三,1990-05-03,1990/5/3\n")).toBe("import.header_missing");
  });
});

describe("files that cannot be read", () => {
  it.each([
    ["nothing in it", "", "import.file_empty"],
    ["only empty lines", "\r\n\r\n", "import.file_empty"],
    ["only a byte order mark", "\ufeff", "import.file_empty"],
    ["words without columns", "just some words\nand more\n", "import.not_a_table"],
    ["a page of HTML", "<html><body>报表</body></html>", "import.not_a_table"],
    ["the old XLS format", Buffer.from("d0cf11e0a1b11ae1", "hex"), "import.xls_old"],
    ["a broken XLSX", Buffer.from("PK\u0003\u0004 nothing else"), "import.xlsx_broken"],
    ["600 columns", Array.from({ length: 600 }, (_, index) => `c${index}`).join(","), "import.too_many_columns"],
    ["one endless row", `a,b\n1,${"x".repeat(500_000)}`, "import.row_too_long"],
  ])("say why: %s", async (_, content, code) => expect(await problem(content)).toBe(code));

  it("are refused at a size", async () => {
    expect(await problem("a,b\n" + "1,2\n".repeat(1_000), { bytes: 1_000 })).toBe("import.too_large");
  });
});

describe("reading", () => {
  it("pulls no more than it hands on", async () => {
    let produced = 0;
    let closed = false;
    async function* endless() {
      try {
        yield Buffer.from("a,b\n");
        for (;;) {
          produced += 1;
          yield Buffer.from("1,2\n".repeat(4_096));
        }
      } finally {
        closed = true;
      }
    }
    const table = await readTable(endless());
    const before = produced;
    let taken = 0;
    for await (const _ of table.rows) {
      taken += 1;
      if (taken === 100_000) break;
    }
    // 4,096 rows a piece: 100,000 rows are 25 pieces; the window that the encoding is guessed from is read ahead.
    expect(produced - before).toBeLessThanOrEqual(25);
    expect(closed).toBe(true);
  });

  it("closes the source of a table that nobody reads", async () => {
    let closed = false;
    async function* source() {
      try {
        yield Buffer.from("a,b\n" + "1,2\n".repeat(100_000));
      } finally {
        closed = true;
      }
    }
    await (await readTable(source())).close();
    expect(closed).toBe(true);
  });
});
