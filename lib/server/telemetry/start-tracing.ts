import "server-only";
import { environment } from "../env";
import { logger } from "../logger";
import { recordWith } from "./tracing";

const SENT_WITHIN_MS = 5_000;

/**
 * Sends spans to the collector named by OTEL_EXPORTER_OTLP_ENDPOINT; without it the packages are not even loaded. Headers,
 * certificates and batch sizes are read by the exporter from OpenTelemetry's own names in the environment.
 */
export async function startTracing(service: "hongyan-web" | "hongyan-worker"): Promise<void> {
  const { OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_TRACES_SAMPLER_ARG } = environment();
  if (OTEL_EXPORTER_OTLP_ENDPOINT === undefined) return;
  const [sdk, { OTLPTraceExporter }, { resourceFromAttributes }] = await Promise.all([
    import("@opentelemetry/sdk-trace-base"), import("@opentelemetry/exporter-trace-otlp-http"), import("@opentelemetry/resources"),
  ]);
  const provider = new sdk.BasicTracerProvider({
    resource: resourceFromAttributes({ "service.name": service, "service.namespace": "hongyan" }),
    sampler: new sdk.ParentBasedSampler({ root: new sdk.TraceIdRatioBasedSampler(OTEL_TRACES_SAMPLER_ARG) }),
    // A collector that is away costs spans, never memory or messages: the queue is bounded and drops.
    spanProcessors: [new sdk.BatchSpanProcessor(new OTLPTraceExporter())],
  });
  const close = () => Promise.race([provider.shutdown(), new Promise<void>((resolve) => setTimeout(resolve, SENT_WITHIN_MS).unref())]).catch(() => undefined);
  recordWith(provider.getTracer("hongyan"), close);
  logger().info({ service, share: OTEL_TRACES_SAMPLER_ARG }, "spans are recorded");
}
