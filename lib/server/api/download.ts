import "server-only";

/** Headers of a file to be saved (RFC 6266, names outside ASCII by RFC 8187). */
function savedAs(fileName: string): Record<string, string> {
  const plain = fileName.replace(/[^\w.-]+/g, "_");
  return {
    "content-disposition": `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(fileName)}`, "cache-control": "no-store", "x-content-type-options": "nosniff",
  };
}

/** A CSV as it is made, piece by piece, to be saved under its name. */
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
  return new Response(body, { headers: { "content-type": "text/csv; charset=utf-8", ...savedAs(fileName) } });
}

/** A PDF to be saved under its name; never kept by anything on the way. */
export function pdfDownload(fileName: string, file: Uint8Array): Response {
  return new Response(file as Uint8Array<ArrayBuffer>, { headers: { "content-type": "application/pdf", "content-length": String(file.length), ...savedAs(fileName) } });
}
