import "server-only";
import pino from "pino";
import { environment } from "./env";
import { instruments } from "./telemetry/instruments";
import { currentTraceIds } from "./telemetry/tracing";

let instance: pino.Logger | undefined;

/** Makes a log of ids and codes that goes where `destination` says; standard output without one. */
export function openLog(level: string, destination?: pino.DestinationStream): pino.Logger {
  return pino({
    level,
    base: { pid: process.pid },
    // A line that belongs to a trace says to which.
    mixin: () => currentTraceIds() ?? {},
    // A second net under the rule: fields that could hold personal data or secrets never reach a line.
    redact: { paths: ["phone", "name", "body", "text", "token", "password", "*.phone", "*.name", "*.body", "*.text", "*.password"], remove: true },
  }, destination ?? pino.destination(1));
}

/** The process's log: ids and codes only, never a name, phone, body or token. */
export function logger(): pino.Logger {
  return (instance ??= openLog(environment().LOG_LEVEL));
}

/** Sends this process's log elsewhere: a test that reads what was written. */
export function setLogger(log: pino.Logger): void {
  instance = log;
}

/** Records a bug once and returns the id that the screen shows. */
export function reportUnexpected(error: unknown, context: Record<string, string | number | null>): string {
  const requestId = context.requestId ? String(context.requestId) : crypto.randomUUID();
  // Messages of database errors can quote values, so only kind, code and stack frames are kept.
  const known = error instanceof Error ? error : new Error("a thing that is no Error was thrown");
  const frames = known.stack?.split("\n").filter((line) => line.trimStart().startsWith("at ")).slice(0, 12);
  instruments().unexpected.inc();
  logger().error({ ...context, requestId, kind: known.name, code: (known as { code?: unknown }).code ?? null, frames }, "unexpected");
  return requestId;
}
