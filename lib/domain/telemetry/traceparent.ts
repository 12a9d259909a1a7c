/** Where a piece of work belongs in a trace (W3C Trace Context, level 1): the trace, the span that asked for it, and whether it is recorded. */
export type TracePlace = { readonly traceId: string; readonly spanId: string; readonly traceFlags: number };

const FORM = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;
const isZero = (hex: string) => /^0+$/.test(hex);

/** Writes a place as the header `traceparent` has it. */
export function formatTraceparent({ traceId, spanId, traceFlags }: TracePlace): string {
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, "0")}`;
}

/** Reads a `traceparent`; null for anything else, since a caller's broken header must not stop its request. */
export function parseTraceparent(text: string | null | undefined): TracePlace | null {
  const [, traceId = "", spanId = "", flags = ""] = FORM.exec(text ?? "") ?? [];
  if (flags === "" || isZero(traceId) || isZero(spanId)) return null;
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16) };
}
