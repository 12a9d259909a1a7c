import "server-only";
import { FileProblem } from "./file-problem";

export type ByteWindow = { readonly start: Buffer; readonly all: AsyncIterable<Uint8Array> };

async function* replay(first: readonly Uint8Array[], rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* first;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

/** Looks at the first bytes of a stream without losing them: `all` still yields every byte. */
export async function openWindow(source: AsyncIterable<Uint8Array>, size: number): Promise<ByteWindow> {
  const rest = source[Symbol.asyncIterator]();
  const first: Uint8Array[] = [];
  let length = 0;
  while (length < size) {
    const next = await rest.next();
    if (next.done) break;
    first.push(next.value);
    length += next.value.byteLength;
  }
  return { start: Buffer.concat(first).subarray(0, size), all: replay(first, rest) };
}

// A caller may hold the whole file as one chunk: what is decoded and parsed at a time stays small all the same.
const PIECE = 64 * 1024;

/** Passes bytes on in small pieces and refuses the file once there are more than allowed. */
export async function* limitBytes(source: AsyncIterable<Uint8Array>, limit: number): AsyncGenerator<Uint8Array> {
  let total = 0;
  for await (const chunk of source) {
    total += chunk.byteLength;
    if (total > limit) throw new FileProblem("import.too_large", { megabytes: Math.floor(limit / 1024 ** 2) });
    for (let from = 0; from < chunk.byteLength; from += PIECE) yield chunk.subarray(from, from + PIECE);
  }
}
