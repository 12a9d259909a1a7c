import "server-only";
import path from "node:path";
import PDFDocument from "pdfkit";
import { drawTable, type PdfTable } from "./table";
import { BOTTOM, INK, MARGIN, MUTED, RULE, WIDTH, needs, said, type Pdf } from "./page";

export type { PdfTable } from "./table";

/** One part of a document, from top to bottom. */
export type PdfBlock =
  | { readonly kind: "heading"; readonly text: string }
  | { readonly kind: "text"; readonly text: string; readonly tone?: "muted" }
  | { readonly kind: "facts"; readonly rows: readonly (readonly [label: string, value: string])[] }
  | ({ readonly kind: "table" } & PdfTable);

export type PdfContent = {
  readonly title: string;
  readonly subtitle?: string;
  readonly language: "zh-CN" | "en";
  /** The bank: stands in the file's properties and above the title. */
  readonly author: string;
  readonly createdAt: Date;
  readonly blocks: readonly PdfBlock[];
  /** Words at the foot of each page, e.g. "Page 1 of 3". */
  readonly footer: (page: number, pages: number) => string;
};

// From the package's folder, not through an import: a bundle would lose the files.
const font = (name: string) => path.join(process.cwd(), "node_modules/@expo-google-fonts/noto-sans-sc", name);
const LABEL_WIDTH = 130;

/** Draws a document on A4 pages in Chinese and Latin letters, tagged so that it can be read aloud; answers the file. */
export function writePdf(content: PdfContent, options: { readonly compress?: boolean } = {}): Promise<Uint8Array> {
  // No font to begin with: one that is opened before it has a name is opened anew at every change of font.
  const pdf = new PDFDocument({
    size: "A4", margins: { top: MARGIN, bottom: MARGIN + 10, left: MARGIN, right: MARGIN }, bufferPages: true, compress: options.compress ?? true,
    pdfVersion: "1.7", tagged: true, lang: content.language, displayTitle: true, font: "",
    info: { Title: content.title, Author: content.author, CreationDate: content.createdAt, Producer: "Hongyan", Creator: "Hongyan" },
  });
  const done = new Promise<Uint8Array>((resolve, reject) => {
    const parts: Uint8Array[] = [];
    pdf.on("data", (part: Uint8Array) => parts.push(part));
    pdf.on("end", () => resolve(Buffer.concat(parts)));
    pdf.on("error", reject);
  });
  pdf.registerFont("regular", font("400Regular/NotoSansSC_400Regular.ttf"));
  pdf.registerFont("bold", font("700Bold/NotoSansSC_700Bold.ttf"));
  drawHead(pdf, content);
  for (const block of content.blocks) drawBlock(pdf, block);
  drawFooters(pdf, content);
  pdf.end();
  return done;
}

function drawHead(pdf: Pdf, { title, subtitle, author }: PdfContent): void {
  said(pdf, "P", () => pdf.font("regular").fontSize(9).fillColor(MUTED).text(author, MARGIN, MARGIN, { width: WIDTH }));
  said(pdf, "H1", () => pdf.moveDown(0.2).font("bold").fontSize(18).fillColor(INK).text(title, MARGIN, undefined, { width: WIDTH }));
  if (subtitle) said(pdf, "P", () => pdf.font("regular").fontSize(10).fillColor(MUTED).text(subtitle, MARGIN, undefined, { width: WIDTH }));
  pdf.moveDown(0.6);
}

function drawBlock(pdf: Pdf, block: PdfBlock): void {
  switch (block.kind) {
    case "heading":
      // A heading alone at the foot of a page heads nothing.
      needs(pdf, 70);
      said(pdf, "H2", () => pdf.moveDown(0.5).font("bold").fontSize(12.5).fillColor(INK).text(block.text, MARGIN, undefined, { width: WIDTH }));
      pdf.moveDown(0.3);
      return;
    case "text":
      said(pdf, "P", () => pdf.font("regular").fontSize(9.5).fillColor(block.tone === "muted" ? MUTED : INK).text(block.text, MARGIN, undefined, { width: WIDTH, lineGap: 1.5 }));
      pdf.moveDown(0.4);
      return;
    case "facts":
      for (const [label, value] of block.rows) drawFact(pdf, label, value);
      pdf.moveDown(0.4);
      return;
    case "table":
      drawTable(pdf, block);
      pdf.moveDown(0.4);
  }
}

function drawFact(pdf: Pdf, label: string, value: string): void {
  const width = WIDTH - LABEL_WIDTH;
  pdf.font("regular").fontSize(9.5);
  const labelHeight = pdf.heightOfString(label, { width: LABEL_WIDTH - 10 });
  needs(pdf, Math.min(Math.max(labelHeight, pdf.heightOfString(value, { width })), 200) + 4);
  const top = pdf.y;
  said(pdf, "P", () => {
    pdf.fillColor(MUTED).text(label, MARGIN, top, { width: LABEL_WIDTH - 10 });
    pdf.fillColor(INK).text(value === "" ? "–" : value, MARGIN + LABEL_WIDTH, top, { width });
  });
  // A long value may have gone over to the next page, where its end counts.
  pdf.y = Math.max(pdf.y, pdf.y >= top ? top + labelHeight : 0) + 3;
  pdf.x = MARGIN;
}

function drawFooters(pdf: Pdf, { title, footer }: PdfContent): void {
  const { start, count } = pdf.bufferedPageRange();
  for (let index = 0; index < count; index += 1) {
    pdf.switchToPage(start + index);
    // Below the margin; without this, text there would begin another page.
    pdf.page.margins.bottom = 0;
    pdf.markContent("Artifact", { type: "Pagination" });
    pdf.moveTo(MARGIN, BOTTOM + 8).lineTo(MARGIN + WIDTH, BOTTOM + 8).lineWidth(0.5).strokeColor(RULE).stroke();
    pdf.font("regular").fontSize(8).fillColor(MUTED);
    pdf.text(title, MARGIN, BOTTOM + 14, { width: WIDTH * 0.7, height: 12, ellipsis: true, lineBreak: false });
    pdf.text(footer(index + 1, count), MARGIN, BOTTOM + 14, { width: WIDTH, align: "right", lineBreak: false });
    pdf.endMarkedContent();
  }
}
