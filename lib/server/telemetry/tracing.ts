import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import { isSpanContextValid, ROOT_CONTEXT, SpanStatusCode, trace, type Context, type Span, type Tracer } from "@opentelemetry/api";
import { formatTraceparent, parseTraceparent } from "@/lib/domain/telemetry/traceparent";

/** Everything that a span may say: ids, counts, states. There is no key under which a name, a number or a text could go out. */
export type SpanFact =
  | "request.id" | "route" | "status" | "campaign.id" | "batch.id" | "batches" | "messages" | "recipients" | "account" | "account.id" | "kind" | "rows" | "receipts" | "applied" | "outcome" | "error.kind";
export type SpanFacts = Readonly<Partial<Record<SpanFact, string | number>>>;

/** A span under way; says nothing where tracing is off. */
export type OpenSpan = { readonly note: (facts: SpanFacts) => void };
export type SpanPlace = {
  /** The `traceparent` that asked for this work; without one it belongs to what is under way. */
  readonly parent?: string | null;
  /** Other work that this work is about. */
  readonly links?: readonly string[];
};

type Tracing = { readonly tracer: Tracer; readonly active: AsyncLocalStorage<Context>; readonly close: () => Promise<void> };

// One a process, also when Next evaluates this module once for each of its bundles. OpenTelemetry's own global is left
// alone: Next would hang spans of its own on it, whose attributes hold whole addresses.
const store = globalThis as typeof globalThis & { hongyanTracing?: Tracing };

const SILENT: OpenSpan = { note: () => undefined };

/** Makes this process record spans with `tracer` from now on; `close` sends what is left. */
export function recordWith(tracer: Tracer, close: () => Promise<void>): void {
  store.hongyanTracing = { tracer, active: new AsyncLocalStorage<Context>(), close };
}

/** Whether this process records spans. */
export function isTracing(): boolean {
  return store.hongyanTracing !== undefined;
}

/** Sends the spans that are left and records no more. */
export async function closeTracing(): Promise<void> {
  const open = store.hongyanTracing;
  delete store.hongyanTracing;
  await open?.close();
}

function activeSpan(): Span | undefined {
  const context = store.hongyanTracing?.active.getStore();
  return context && trace.getSpan(context);
}

/** What to keep beside work that another process goes on with; null outside a span, and always where tracing is off. */
export function currentTraceparent(): string | null {
  const place = activeSpan()?.spanContext();
  return place && isSpanContextValid(place) ? formatTraceparent(place) : null;
}

/** The ids that let a line of the log be found from a trace, and the other way round. */
export function currentTraceIds(): { readonly traceId: string; readonly spanId: string } | null {
  const place = activeSpan()?.spanContext();
  return place ? { traceId: place.traceId, spanId: place.spanId } : null;
}

function remote(traceparent: string | null | undefined) {
  const place = parseTraceparent(traceparent);
  return place && { ...place, isRemote: true };
}

/** Runs one piece of work as a span, as a part of what asked for it. Where tracing is off, it only runs. */
export async function withSpan<T>(name: string, facts: SpanFacts, run: (span: OpenSpan) => Promise<T>, place: SpanPlace = {}): Promise<T> {
  const tracing = store.hongyanTracing;
  if (!tracing) return run(SILENT);
  const { tracer, active } = tracing;
  const parent = remote(place.parent);
  const context = parent ? trace.setSpanContext(ROOT_CONTEXT, parent) : (active.getStore() ?? ROOT_CONTEXT);
  const links = (place.links ?? []).flatMap((one) => remote(one) ?? []).map((one) => ({ context: one }));
  const span = tracer.startSpan(name, { attributes: { ...facts }, links }, context);
  try {
    return await active.run(trace.setSpan(context, span), () => run({ note: (more) => void span.setAttributes({ ...more }) }));
  } catch (error) {
    // Not the exception itself: messages of database errors quote values.
    span.setStatus({ code: SpanStatusCode.ERROR });
    span.setAttribute("error.kind", error instanceof Error ? error.name : "unknown");
    throw error;
  } finally {
    span.end();
  }
}
