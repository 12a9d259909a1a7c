import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { closeTracing, recordWith } from "@/lib/server/telemetry/tracing";

/** Records this process's spans in memory until it is stopped. */
export function recordSpans() {
  const exporter = new InMemorySpanExporter();
  const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  recordWith(provider.getTracer("test"), () => provider.shutdown());
  return { spans: () => exporter.getFinishedSpans(), forget: () => exporter.reset(), stop: closeTracing };
}
