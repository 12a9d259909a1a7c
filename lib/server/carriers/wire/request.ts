import "server-only";
import type { Doubt } from "@/lib/domain/carrier/doubt";
import http from "node:http";
import https from "node:https";
import { guardedLookup, mayName } from "./addresses";

export type WireRequest = {
  readonly url: string;
  readonly method: "GET" | "POST" | "PUT";
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
};

/** `never_left`: no connection stood, so not one byte was written. `unanswered`: some may have been, and nobody knows. */
export type WireAnswer =
  | { readonly kind: "answered"; readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string }
  | { readonly kind: "never_left"; readonly why: string }
  | { readonly kind: "unanswered"; readonly why: string };

/** Why a request that may have been written leaves a message in doubt. */
export function doubtOfRequest(why: string): Doubt {
  return why === "TIMEOUT" || why === "ABORTED" ? "unanswered" : why === "TOO_LARGE" ? "unreadable_answer" : "broken_off";
}

const ANSWER_MAX_BYTES = 1024 * 1024;

// Closed by us before usual servers close idle connections: a request on a connection that just ended is a doubt.
const IDLE_MS = 4_000;
const agents = { "http:": new http.Agent({ keepAlive: true, timeout: IDLE_MS }), "https:": new https.Agent({ keepAlive: true, timeout: IDLE_MS }) };

/** Makes one HTTP request, once: no redirect is followed, nothing is repeated, no proxy of the environment is used. Never throws. */
export function wireRequest({ url, method, headers, body, timeoutMs, signal }: WireRequest): Promise<WireAnswer> {
  const target = new URL(url);
  if (!mayName(target.hostname)) return Promise.resolve({ kind: "never_left", why: "EFORBIDDEN" });
  if (signal?.aborted) return Promise.resolve({ kind: "never_left", why: "ABORTED" });
  const isTls = target.protocol === "https:";
  return new Promise((resolve) => {
    let stands = false;
    const end = (answer: WireAnswer) => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", onAbort);
      resolve(answer);
    };
    const lost = (why: string) => end(stands ? { kind: "unanswered", why } : { kind: "never_left", why });
    const give = (why: string) => {
      lost(why);
      request.destroy();
    };
    const onAbort = () => give("ABORTED");
    const timer = setTimeout(() => give("TIMEOUT"), timeoutMs);
    signal?.addEventListener("abort", onAbort, { once: true });
    const length = body === null ? {} : { "content-length": String(Buffer.byteLength(body)) };
    const options = { method, headers: { ...headers, ...length }, lookup: guardedLookup, agent: isTls ? agents["https:"] : agents["http:"] };
    const request = isTls ? https.request(target, options) : http.request(target, options);
    request.on("socket", (socket) => {
      if (request.reusedSocket || !socket.connecting) stands = true;
      // Over TLS the request waits until the certificate is accepted.
      else socket.once(isTls ? "secureConnect" : "connect", () => (stands = true));
    });
    request.on("error", (error: NodeJS.ErrnoException) => lost(error.code ?? "ERROR"));
    request.on("response", (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on("data", (chunk: Buffer) => {
        size += chunk.length;
        if (size > ANSWER_MAX_BYTES) give("TOO_LARGE");
        else chunks.push(chunk);
      });
      response.on("error", (error: NodeJS.ErrnoException) => lost(error.code ?? "ERROR"));
      response.on("aborted", () => lost("ABORTED_ANSWER"));
      response.on("end", () => {
        const plain = Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : (value ?? "")]));
        end({ kind: "answered", status: response.statusCode ?? 0, headers: plain, body: Buffer.concat(chunks).toString("utf8") });
      });
    });
    request.end(body ?? undefined);
  });
}
