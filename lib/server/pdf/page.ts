import "server-only";

export type Pdf = PDFKit.PDFDocument;

/** A4 in points. */
export const MARGIN = 48;
export const WIDTH = 595.28 - 2 * MARGIN;
export const BOTTOM = 841.89 - MARGIN - 10;
export const INK = "#1b1f24";
export const MUTED = "#55606b";
export const RULE = "#c9d0d6";
export const SHADE = "#f2f4f6";

/** Draws one paragraph, heading or cell as what it is, for those who have the page read aloud. */
export function said(pdf: Pdf, tag: string, draw: () => void, parent?: PDFKit.PDFStructureElement): void {
  const element = pdf.struct(tag, {}, draw);
  if (parent) parent.add(element);
  else pdf.addStructure(element);
  element.end();
}

/** Begins a new page unless so many points are left on this one. */
export function needs(pdf: Pdf, points: number): boolean {
  if (pdf.y + points <= BOTTOM) return false;
  pdf.addPage();
  return true;
}
