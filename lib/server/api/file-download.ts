import "server-only";

/** A file that is made as a whole, to be saved under its name (RFC 6266, names outside ASCII by RFC 8187) and kept nowhere on the way. */
export function fileDownload(fileName: string, contentType: string, content: string | Uint8Array): Response {
  const plain = fileName.replace(/[^\w.-]+/g, "_");
  return new Response(typeof content === "string" ? content : new Uint8Array(content), {
    headers: {
      "content-type": contentType,
      "content-disposition": `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(fileName)}`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
}
