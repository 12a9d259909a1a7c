import "server-only";
import { SaxesParser, type SaxesTagPlain } from "saxes";
import { FileProblem } from "./file-problem";

export type XmlListener = {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
};

// Text between two tags, or one tag, that is longer than this is an attack: a cell holds 32,767 characters.
const WITHOUT_TAG_MAX = 1024 * 1024;

const localName = (name: string) => name.slice(name.indexOf(":") + 1);

/** Attributes by local name, whatever prefix the writing program chose. */
function byLocalName(tag: SaxesTagPlain): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const name in tag.attributes) attributes[localName(name)] ??= tag.attributes[name] ?? "";
  return attributes;
}

/**
 * Reads XML as its bytes come; after each piece yields what `drain` hands out, and asks for the next piece only when
 * that is taken. Document types are refused: a workbook has none, an attack with entities needs one.
 */
export async function* readXml<T>(
  source: AsyncIterable<Uint8Array>,
  listener: XmlListener,
  drain: () => readonly T[],
): AsyncGenerator<T> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const parser = new SaxesParser({ xmlns: false, position: false, fragment: false });
  let sinceTag = 0;
  const refuse = (cause?: unknown): never => {
    throw new FileProblem("import.xlsx_broken", {}, { cause });
  };
  parser.on("error", refuse);
  parser.on("doctype", refuse);
  parser.on("opentag", (tag) => {
    sinceTag = 0;
    listener.open?.(localName(tag.name), byLocalName(tag));
  });
  parser.on("closetag", (tag) => {
    sinceTag = 0;
    listener.close?.(localName(tag.name));
  });
  if (listener.text) {
    parser.on("text", (text) => listener.text?.(text));
    parser.on("cdata", (text) => listener.text?.(text));
  }
  const write = (text: string) => {
    parser.write(text);
    sinceTag += text.length;
    if (sinceTag > WITHOUT_TAG_MAX) refuse();
  };
  const decode = (bytes?: Uint8Array) => {
    try {
      return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
    } catch (error) {
      return refuse(error);
    }
  };
  // What was read before the damage stands: it is handed out before the damage is reported.
  const attempt = (step: () => void): unknown => {
    try {
      step();
      return null;
    } catch (error) {
      return error;
    }
  };
  for await (const bytes of source) {
    const damage = attempt(() => write(decode(bytes)));
    yield* drain();
    if (damage !== null) throw damage;
  }
  const damage = attempt(() => {
    write(decode());
    parser.close();
  });
  yield* drain();
  if (damage !== null) throw damage;
}

/** Reads a small part of a workbook to its end. */
export async function readXmlPart(source: AsyncIterable<Uint8Array>, listener: XmlListener): Promise<void> {
  const nothing: readonly never[] = [];
  for await (const _ of readXml(source, listener, () => nothing)) continue;
}
