import "server-only";

/** The sender went away, or sent less than he had announced. */
export class CutOff extends Error {}

/** The bytes of a body as they come; throws `CutOff` where it ends before its announced length. */
export async function* uploadedBytes(request: Request): AsyncGenerator<Uint8Array> {
  if (!request.body) return;
  const announced = Number(request.headers.get("content-length") ?? Number.NaN);
  const reader = request.body.getReader();
  let received = 0;
  try {
    for (;;) {
      const piece = await reader.read().catch(() => {
        throw new CutOff();
      });
      if (piece.done) break;
      received += piece.value.byteLength;
      yield piece.value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
  // Half a file must not pass for a whole one, whatever stands between the sender and us.
  if (Number.isFinite(announced) && received < announced) throw new CutOff();
}
