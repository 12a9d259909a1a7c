import type { Instrumentation } from "next";

/** Runs once before the first request: a server whose environment is unusable dies here, naming every fault. */
export async function register() {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { environment } = await import("@/lib/server/env");
  environment();
  const { startTracing } = await import("@/lib/server/telemetry/start-tracing");
  await startTracing("hongyan-web");
}

/** The address of a customer's own page is its key: its route says enough. */
const isSecret = (path: string) => path.startsWith("/preferences/");

/** A bug that a page or route let out: logged once, with the digest that the error page shows and without the query, which may hold a phone. */
export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { reportUnexpected } = await import("@/lib/server/logger");
  const requestId = request.headers["x-request-id"];
  const digest = typeof error === "object" && error !== null && "digest" in error ? String(error.digest) : null;
  reportUnexpected(error, {
    digest, requestId: typeof requestId === "string" ? requestId : null, method: request.method, path: isSecret(request.path) ? context.routePath : (request.path.split("?")[0] ?? ""), route: context.routePath, kindOfRoute: context.routeType,
  });
};
