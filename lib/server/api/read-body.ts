import "server-only";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import type { ApiRefusal } from "./refusal";

/** The media type of a request, without its parameters. */
export function mediaType(request: Request): string {
  return (request.headers.get("content-type") ?? "").split(";")[0]!.trim().toLowerCase();
}

const wrongType = (allowed: string, sent: string): ApiRefusal => ({
  status: 415,
  code: "api.wrong_content_type",
  evidence: { allowed, sent: sent === "" ? "-" : sent.slice(0, 100) },
});

/** Refuses a body that comes as something else than one of these media types. */
export function checkMediaType(request: Request, allowed: readonly string[]): ApiRefusal | null {
  const sent = mediaType(request);
  return allowed.includes(sent) ? null : wrongType(allowed.join(", "), sent);
}

/** All bytes of a body, at most `maxBytes`. */
export async function readBytes(
  body: ReadableStream<Uint8Array>,
  maxBytes: number,
): Promise<Result<Uint8Array, ApiRefusal & { code: string }>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = body.getReader();
  for (;;) {
    // A caller who hangs up in the middle is his own fault, not ours: nothing to report.
    const piece = await reader.read().catch(() => null);
    if (piece === null) return fail({ status: 400, code: "api.body_cut_off" });
    if (piece.done) break;
    size += piece.value.length;
    if (size > maxBytes) {
      await reader.cancel().catch(() => undefined);
      return fail({ status: 413, code: "api.body_too_large", evidence: { limitKib: Math.floor(maxBytes / 1024) } });
    }
    chunks.push(piece.value);
  }
  return ok(Buffer.concat(chunks));
}

/** Line and column of the place where parsing stopped, as far as the engine tells it. */
function whereParsingStopped(error: unknown, text: string): { line: number; column: number } {
  const position = /position (\d+)/.exec(error instanceof Error ? error.message : "")?.[1];
  const before = text.slice(0, position === undefined ? text.length : Number(position));
  return { line: before.split("\n").length, column: before.length - before.lastIndexOf("\n") };
}

/** The JSON body of a request, at most `maxBytes` long. */
export async function readJson(
  request: Request,
  maxBytes: number,
): Promise<Result<unknown, ApiRefusal & { code: string }>> {
  const refused = checkMediaType(request, ["application/json"]);
  if (refused) return fail(refused);
  const bytes = request.body ? await readBytes(request.body, maxBytes) : ok(new Uint8Array());
  if (!bytes.ok) return bytes;
  if (bytes.value.length === 0) return fail({ status: 400, code: "api.body_missing" });
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes.value);
  } catch {
    return fail({ status: 400, code: "api.not_utf8" });
  }
  try {
    return ok(JSON.parse(text) as unknown);
  } catch (error) {
    return fail({ status: 400, code: "api.invalid_json", evidence: whereParsingStopped(error, text) });
  }
}
