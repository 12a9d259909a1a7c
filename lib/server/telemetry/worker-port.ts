import "server-only";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { reportUnexpected } from "../logger";
import { isAlive } from "./life";
import { answerScrape, type ScrapeAnswer } from "./scrape";

type Answer = Omit<ScrapeAnswer, "status"> & { readonly status: number };

const text = (status: number, body: string): Answer => ({ status, headers: { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" }, body });

async function answerTo(request: IncomingMessage): Promise<Answer> {
  if (request.method !== "GET") return text(405, "GET only\n");
  const path = request.url?.split("?")[0];
  // Says only whether the process moves: nothing that needs a token.
  if (path === "/live") return isAlive() ? text(200, "alive\n") : text(503, "the loops stand still\n");
  if (path === "/metrics") return answerScrape(request.headers.authorization);
  return text(404, "");
}

async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const { status, headers, body } = await answerTo(request);
    response.writeHead(status, headers).end(body);
  } catch (error) {
    reportUnexpected(error, { at: "worker port" });
    response.writeHead(500).end();
  }
}

/** Opens the worker's small port: `/live` for probes, `/metrics` for Prometheus with its token. Answers the port and how to close it. */
export async function openWorkerPort(port: number): Promise<{ readonly port: number; readonly close: () => Promise<void> }> {
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, resolve));
  const close = () => new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
  return { port: (server.address() as AddressInfo).port, close };
}
