import "server-only";
import type { RawRow } from "./csv-rows";
import { FileProblem } from "./file-problem";
import type { ReadingLimits } from "./limits";
import { NO_SHARED_STRINGS, openSharedStrings, textCollector, type SharedStrings } from "./shared-strings";
import { readDateStyles, serialToDate } from "./xlsx-dates";
import { readXml, readXmlPart } from "./xml";
import type { XlsxZip } from "./xlsx-zip";

type Workbook = {
  readonly sheet: string;
  readonly strings: string | null;
  readonly styles: string | null;
  readonly from1904: boolean;
};

const folderOf = (part: string) => part.slice(0, part.lastIndexOf("/") + 1);
const relationsOf = (part: string) => `${folderOf(part)}_rels/${part.slice(part.lastIndexOf("/") + 1)}.rels`;

function resolvePart(base: string, target: string): string {
  // A part's address is resolved like any other; the host is of no meaning.
  return decodeURIComponent(new URL(target, `zip://parts/${base}`).pathname.slice(1));
}

async function readRelations(zip: XlsxZip, part: string): Promise<{ id: string; type: string; target: string }[]> {
  const found: { id: string; type: string; target: string }[] = [];
  await readXmlPart(await zip.open(relationsOf(part)), {
    open(name, { Id, Type, Target, TargetMode }) {
      if (name !== "Relationship" || TargetMode === "External") return;
      found.push({
        id: Id ?? "",
        type: (Type ?? "").split("/").at(-1) ?? "",
        target: resolvePart(folderOf(part), Target ?? ""),
      });
    },
  });
  return found;
}

async function readWorkbook(zip: XlsxZip): Promise<Workbook> {
  const main = (await readRelations(zip, "")).find(({ type }) => type === "officeDocument");
  if (!main) throw new FileProblem("import.xlsx_broken");
  const relations = await readRelations(zip, main.target);
  const sheets: { id: string; hidden: boolean }[] = [];
  let from1904 = false;
  await readXmlPart(await zip.open(main.target), {
    open(name, { id, state, date1904 }) {
      if (name === "sheet") sheets.push({ id: id ?? "", hidden: state === "hidden" || state === "veryHidden" });
      else if (name === "workbookPr") from1904 = date1904 === "1" || date1904 === "true";
    },
  });
  const partOf = (type: string) => relations.find((relation) => relation.type === type)?.target ?? null;
  // The first sheet that a person sees; chart sheets are no tables.
  const tables = sheets.flatMap(({ id, hidden }) => {
    const relation = relations.find((one) => one.id === id && one.type === "worksheet");
    return relation && !hidden ? [relation.target] : [];
  });
  const sheet = tables[0];
  if (sheet === undefined) throw new FileProblem("import.xlsx_broken");
  return { sheet, strings: partOf("sharedStrings"), styles: partOf("styles"), from1904 };
}

/** BC12 → 54; null without letters. */
function columnOf(reference: string): number | null {
  let column = 0;
  for (let index = 0; index < reference.length; index += 1) {
    const letter = reference.charCodeAt(index) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  return column === 0 ? null : column - 1;
}

type Cell = { column: number; type: string; style: number; value: string };
type Sheet = {
  readonly strings: SharedStrings;
  readonly dates: readonly boolean[];
  readonly from1904: boolean;
  readonly columns: number;
};

// Numbers are written as Excel shows them in full: 1.5412345678E10 is a phone.
function numberText(value: string): string {
  const number = Number(value);
  return value.trim() === "" || !Number.isFinite(number) || !/[.eE]/.test(value) ? value.trim() : String(number);
}

function cellText(cell: Cell, rich: string, sheet: Sheet): string {
  switch (cell.type) {
    case "s":
      return cell.value === "" ? "" : sheet.strings.at(Number(cell.value));
    case "inlineStr":
      return rich;
    case "str":
    case "e":
      return cell.value;
    case "b":
      return cell.value === "1" ? "TRUE" : "FALSE";
    case "d":
      return cell.value.replace(/T00:00(:00(\.0+)?)?Z?$/, "");
    default: {
      const day =
        sheet.dates[cell.style] && cell.value !== "" ? serialToDate(Number(cell.value), sheet.from1904) : null;
      return day ?? numberText(cell.value);
    }
  }
}

async function* sheetRows(source: AsyncIterable<Uint8Array>, sheet: Sheet): AsyncGenerator<RawRow> {
  let ready: RawRow[] = [];
  let line = 0;
  let cells: string[] = [];
  let cell: Cell | null = null;
  let inValue = false;
  const rich = textCollector();
  const drain = () => {
    const drained = ready;
    ready = [];
    return drained;
  };
  const openCell = (reference: string | undefined, type: string | undefined, style: string | undefined) => {
    const column = (reference === undefined ? null : columnOf(reference)) ?? cells.length;
    // What stands far to the right counts as too many cells, wherever it stands.
    cell = { column: Math.min(column, sheet.columns), type: type ?? "n", style: Number(style ?? 0), value: "" };
  };
  const closeCell = (done: Cell) => {
    const text = cellText(done, rich.take(), sheet);
    while (cells.length < done.column) cells.push("");
    cells[done.column] = text;
    cell = null;
  };
  yield* readXml(
    source,
    {
      open(name, { r, t, s }) {
        if (name === "row") {
          const stated = Number(r);
          line = Number.isInteger(stated) && stated > line ? stated : line + 1;
          cells = [];
        } else if (name === "c") openCell(r, t, s);
        else if (name === "v") inValue = true;
        else if (cell) rich.open(name);
      },
      text(text) {
        if (cell && inValue) cell.value += text;
        else if (cell) rich.add(text);
      },
      close(name) {
        if (name === "row") ready.push({ line, cells });
        else if (name === "c" && cell) closeCell(cell);
        else if (name === "v") inValue = false;
        else if (cell) rich.close(name);
      },
    },
    drain,
  );
}

/** The rows of a workbook's first visible sheet, numbered as the sheet numbers them; dates as YYYY-MM-DD. */
export async function* xlsxRows(zip: XlsxZip, limits: ReadingLimits): AsyncGenerator<RawRow> {
  const workbook = await readWorkbook(zip);
  const dates =
    workbook.styles && zip.has(workbook.styles) ? await readDateStyles(await zip.open(workbook.styles)) : [];
  const hasStrings = workbook.strings !== null && zip.has(workbook.strings);
  const strings = hasStrings ? await openSharedStrings(await zip.open(workbook.strings)) : NO_SHARED_STRINGS;
  try {
    yield* sheetRows(await zip.open(workbook.sheet), {
      strings,
      dates,
      from1904: workbook.from1904,
      columns: limits.columns,
    });
  } finally {
    await strings.close();
  }
}
