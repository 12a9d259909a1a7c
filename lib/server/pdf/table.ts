import "server-only";
import { BOTTOM, INK, MARGIN, MUTED, RULE, said, SHADE, WIDTH, type Pdf } from "./page";

export type PdfTable = {
  /** `share` of the page's width, relative to the others. */
  readonly columns: readonly { readonly label: string; readonly share: number }[];
  readonly rows: readonly (readonly string[])[];
  /** What stands there when there are no rows. */
  readonly empty?: string;
};

type Column = { readonly label: string; readonly x: number; readonly width: number };

const PAD = 4;
const SIZE = 8.5;
// What one row may take of a page; a longer one goes on in rows of its own below, so that nothing is cut off.
const ROW_MAX = 420;

/** A table whose cells wrap; it goes on over pages with its header repeated. */
export function drawTable(pdf: Pdf, table: PdfTable): void {
  if (table.rows.length === 0) {
    if (table.empty) said(pdf, "P", () => pdf.font("regular").fontSize(9.5).fillColor(MUTED).text(table.empty ?? "", MARGIN, undefined, { width: WIDTH }));
    return;
  }
  const columns = columnsOf(table);
  const element = pdf.struct("Table");
  pdf.addStructure(element);
  const header = () => drawRow(pdf, element, columns, columns.map((column) => column.label), "TH");
  const headerHeight = heightOf(pdf, columns, columns.map((column) => column.label), "bold");
  table.rows.flatMap((row) => piecesOf(pdf, columns, row)).forEach((row, index) => {
    const height = heightOf(pdf, columns, row, "regular");
    if (pdf.y + height + (index === 0 ? headerHeight : 0) > BOTTOM) {
      pdf.addPage();
      header();
    } else if (index === 0) {
      header();
    }
    drawRow(pdf, element, columns, row, "TD");
  });
  element.end();
  pdf.x = MARGIN;
}

function columnsOf({ columns }: PdfTable): readonly Column[] {
  const whole = columns.reduce((sum, column) => sum + column.share, 0);
  let x = MARGIN;
  return columns.map(({ label, share }) => {
    const width = (WIDTH * share) / whole;
    x += width;
    return { label, x: x - width, width };
  });
}

const inner = ({ width }: Column) => ({ width: width - 2 * PAD });

function heightOf(pdf: Pdf, columns: readonly Column[], cells: readonly string[], font: "regular" | "bold"): number {
  pdf.font(font).fontSize(SIZE);
  return Math.max(...columns.map((column, index) => pdf.heightOfString(cells[index] || " ", inner(column)))) + 2 * PAD;
}

/** The longest beginning of a text that fits. */
function beginning(pdf: Pdf, column: Column, text: string): number {
  if (text === "" || pdf.heightOfString(text, inner(column)) <= ROW_MAX) return text.length;
  const letters = [...text];
  let fits = 1;
  for (let low = 1, high = letters.length; low <= high; ) {
    const middle = Math.floor((low + high) / 2);
    if (pdf.heightOfString(letters.slice(0, middle).join(""), inner(column)) <= ROW_MAX) low = (fits = middle) + 1;
    else high = middle - 1;
  }
  return letters.slice(0, fits).join("").length;
}

function piecesOf(pdf: Pdf, columns: readonly Column[], row: readonly string[]): readonly (readonly string[])[] {
  const pieces: string[][] = [];
  let rest = columns.map((_, index) => row[index] ?? "");
  pdf.font("regular").fontSize(SIZE);
  do {
    const ends = columns.map((column, index) => beginning(pdf, column, rest[index] ?? ""));
    pieces.push(rest.map((text, index) => text.slice(0, ends[index])));
    rest = rest.map((text, index) => text.slice(ends[index]));
  } while (rest.some((text) => text !== ""));
  return pieces;
}

function drawRow(pdf: Pdf, table: PDFKit.PDFStructureElement, columns: readonly Column[], cells: readonly string[], tag: "TH" | "TD"): void {
  const font = tag === "TH" ? "bold" : "regular";
  const height = heightOf(pdf, columns, cells, font);
  const top = pdf.y;
  pdf.markContent("Artifact", { type: "Layout" });
  if (tag === "TH") pdf.rect(MARGIN, top, WIDTH, height).fill(SHADE);
  pdf.moveTo(MARGIN, top + height).lineTo(MARGIN + WIDTH, top + height).lineWidth(0.5).strokeColor(RULE).stroke();
  pdf.endMarkedContent();
  const row = pdf.struct("TR");
  table.add(row);
  columns.forEach((column, index) => {
    said(pdf, tag, () => pdf.font(font).fontSize(SIZE).fillColor(INK).text(cells[index] || " ", column.x + PAD, top + PAD, inner(column)), row);
  });
  row.end();
  pdf.y = top + height;
}
