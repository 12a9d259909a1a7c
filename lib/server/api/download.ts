import "server-only";

/** A CSV as it is made, piece by piece, to be saved under its name (RFC 6266, names outside ASCII by RFC 8187). */
export function csvDownload(fileName: string, csv: AsyncIterable<string>): Response {
  const pieces = csv[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await pieces.next();
      if (next.done) controller.close();
      else controller.enqueue(encoder.encode(next.value));
    },
    // The reader went away: what feeds the file gives back its cursor.
    cancel: async () => void (await pieces.return?.()),
  });
  const plain = fileName.replace(/[^\w.-]+/g, "_");
  return new Response(body, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(fileName)}`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
}
