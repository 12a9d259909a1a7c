import "server-only";
import QRCode from "qrcode";

/** An address as a QR code: an image by itself, that prints sharp and loads nothing. */
export async function qrSvg(address: string): Promise<string> {
  // Level M reads through a fold in the paper; two modules of margin are what scanners of phones need.
  const svg = await QRCode.toString(address, { type: "svg", errorCorrectionLevel: "M", margin: 2 });
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`;
}
