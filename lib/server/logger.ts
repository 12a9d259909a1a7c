import "server-only";
import pino from "pino";
import { environment } from "./env";

let instance: pino.Logger | undefined;

/** The process's log: ids and codes only, never a name, phone, body or token. */
export function logger(): pino.Logger {
  instance ??= pino({
    level: environment().LOG_LEVEL,
    base: { pid: process.pid },
    // A second net under the rule: fields that could hold personal data or secrets never reach a line.
    redact: { paths: ["phone", "name", "body", "text", "token", "password", "*.phone", "*.name", "*.body", "*.text", "*.password"], remove: true },
  });
  return instance;
}

/** Records a bug once and returns the id that the screen shows. */
export function reportUnexpected(error: unknown, context: Record<string, string | number | null>): string {
  const requestId = context.requestId ? String(context.requestId) : crypto.randomUUID();
  // Messages of database errors can quote values, so only kind, code and stack frames are kept.
  const known = error instanceof Error ? error : new Error("a thing that is no Error was thrown");
  const frames = known.stack?.split("\n").filter((line) => line.trimStart().startsWith("at ")).slice(0, 12);
  logger().error({ ...context, requestId, kind: known.name, code: (known as { code?: unknown }).code ?? null, frames }, "unexpected");
  return requestId;
}
