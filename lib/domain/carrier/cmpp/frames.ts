import { fail, ok, type Result } from "@/lib/domain/shared/result";
import { FRAME_OCTETS_MAX, HEADER_OCTETS, type CmppFault } from "./pdu";

/** Cuts a stream into PDUs: half of one waits for its rest. After a length that cannot be, nothing in the stream means anything any more. */
export class FrameSplitter {
  private rest: Uint8Array = new Uint8Array(0);

  /** SMPP cuts its stream the same way: a total length of four octets first, with other bounds. */
  constructor(private readonly least = HEADER_OCTETS, private readonly most = FRAME_OCTETS_MAX) {}

  /** The whole PDUs that a chunk completes, in order; a fault ends the connection. */
  push(chunk: Uint8Array): Result<readonly Uint8Array[], CmppFault> {
    const bytes = this.rest.length === 0 ? chunk : joined(this.rest, chunk);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const frames: Uint8Array[] = [];
    let at = 0;
    while (bytes.length - at >= 4) {
      const length = view.getUint32(at);
      if (length < this.least) return fail({ code: "cmpp.too_short" });
      if (length > this.most) return fail({ code: "cmpp.too_long" });
      if (bytes.length - at < length) break;
      frames.push(bytes.subarray(at, at + length));
      at += length;
    }
    // A copy: the chunk belongs to the socket.
    this.rest = bytes.slice(at);
    return ok(frames);
  }

  /** Octets that wait for their rest: never more than one PDU. */
  get waiting(): number {
    return this.rest.length;
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(first.length + second.length);
  bytes.set(first);
  bytes.set(second, first.length);
  return bytes;
}
