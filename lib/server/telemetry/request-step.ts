import "server-only";
import { instruments } from "./instruments";
import { isTracing, withSpan } from "./tracing";

/**
 * Answers a request of the API or of a carrier: its time goes to the metrics, and what may make messages (anything but a
 * GET) is a span, within the caller's own trace where it sent one. A carrier's GET is a callback and counts as well.
 */
export async function requestStep(route: string, request: Request, requestId: string, run: () => Promise<Response>): Promise<Response> {
  const end = instruments().requestSeconds.startTimer({ route, method: request.method });
  const response = await (isTracing() && isTraced(route, request.method)
    ? withSpan(`request ${route}`, { route, "request.id": requestId }, async (span) => {
      const answered = await run();
      span.note({ status: answered.status });
      return answered;
    }, { parent: isOfCarrier(route) ? null : request.headers.get("traceparent") })
    : run());
  end({ status: String(response.status) });
  return response;
}

// Carriers are strangers: none of them says which trace a callback belongs to, or that it is to be recorded.
const isOfCarrier = (route: string) => route.startsWith("carrier.");
const isTraced = (route: string, method: string) => method !== "GET" || isOfCarrier(route);
