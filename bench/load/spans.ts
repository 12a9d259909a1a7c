import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

// A collector of OpenTelemetry spans that keeps them in memory: says where the time of an urgent message goes.

type Raw = { traceId: string; name: string; startTimeUnixNano: string | number; endTimeUnixNano: string | number };
export type Span = { readonly name: string; readonly fromMs: number; readonly toMs: number };

const ms = (nanoseconds: string | number) => Number(BigInt(nanoseconds) / 1_000n) / 1_000;

/** Starts the collector; its address is what OTEL_EXPORTER_OTLP_ENDPOINT names. */
export async function collectSpans(): Promise<{ readonly url: string; readonly traces: () => ReadonlyMap<string, readonly Span[]>; readonly close: () => void }> {
  const traces = new Map<string, Span[]>();
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const { resourceSpans = [] } = JSON.parse(Buffer.concat(chunks).toString()) as { resourceSpans?: { scopeSpans: { spans: Raw[] }[] }[] };
      for (const raw of resourceSpans.flatMap((one) => one.scopeSpans.flatMap((scope) => scope.spans))) {
        const spans = traces.get(raw.traceId) ?? [];
        traces.set(raw.traceId, spans);
        spans.push({ name: raw.name, fromMs: ms(raw.startTimeUnixNano), toMs: ms(raw.endTimeUnixNano) });
      }
      outgoing.writeHead(200, { "Content-Type": "application/json" }).end("{}");
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, traces: () => traces, close: () => void server.close() };
}

/** How long each stretch of an urgent message's way took, for every trace that has all of it and began within the time. */
export function stretchesOf(traces: ReadonlyMap<string, readonly Span[]>, fromMs: number, toMs: number): Readonly<Record<string, readonly number[]>> {
  const all: Record<string, number[]> = {};
  for (const spans of traces.values()) {
    const named = (name: string) => spans.find((one) => one.name === name);
    const [request, dispatch, claim, submit] = ["request createMessage", "dispatch batch", "claim", "submit"].map(named);
    if (!request || !dispatch || !claim || !submit || request.fromMs < fromMs || request.fromMs > toMs) continue;
    const took = {
      "request: judged, stored, queued, answered": request.toMs - request.fromMs,
      // May be below zero: the worker may be there before the request is answered.
      "picked up by the worker after the answer": dispatch.fromMs - request.toMs,
      "account, line and replies looked at": claim.fromMs - dispatch.fromMs,
      "claimed (rules asked again, committed)": claim.toMs - claim.fromMs,
      "handed to the carrier": submit.toMs - claim.toMs,
    };
    for (const [name, value] of Object.entries(took)) (all[name] ??= []).push(value);
  }
  return all;
}
