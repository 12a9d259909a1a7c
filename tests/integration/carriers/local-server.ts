import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type LocalRequest = { readonly method: string; readonly url: string; readonly headers: IncomingMessage["headers"]; readonly body: string };

/** How a carrier behaves: takes, refuses, takes without a word, takes and hangs up, answers a web page. */
export type Behaviour = "accept" | "refuse" | "silent" | "hang_up" | "html";

export type LocalServer = { readonly url: string; readonly requests: LocalRequest[]; /** Most requests that were open at the same time. */ readonly mostOpen: () => number; readonly close: () => Promise<void> };

/** An HTTP server on the loopback address that keeps what it was asked. */
export async function startLocalServer(answer: (request: LocalRequest, response: ServerResponse) => void): Promise<LocalServer> {
  const requests: LocalRequest[] = [];
  let [open, most] = [0, 0];
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    open += 1;
    most = Math.max(most, open);
    // Answered, as the caller sees it: its next request may come before the end of this one is noticed here.
    const end = response.end.bind(response);
    response.end = ((...rest: Parameters<typeof end>) => {
      open -= 1;
      return end(...rest);
    }) as typeof end;
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const request = { method: incoming.method ?? "", url: incoming.url ?? "", headers: incoming.headers, body: Buffer.concat(chunks).toString("utf8") };
      requests.push(request);
      answer(request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    requests,
    mostOpen: () => most,
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
}

/** An address on which nobody listens. */
export async function closedAddress(): Promise<string> {
  const server = await startLocalServer(() => undefined);
  await server.close();
  return server.url;
}

/** Does what is common to all carriers; false where the carrier itself must answer. */
export function misbehave(behaviour: Behaviour, response: ServerResponse): boolean {
  if (behaviour === "silent") return true;
  if (behaviour === "hang_up") {
    response.destroy();
    return true;
  }
  if (behaviour !== "html") return false;
  response.writeHead(200, { "content-type": "text/html" }).end("<html><body>502 Bad Gateway</body></html>");
  return true;
}

/** Answers with JSON. */
export function answerJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

/** One text as it would reach a phone. */
export type Taken = { readonly to: string; readonly text: string };

/** What the contract asks of a carrier that a local server plays: its behaviour, and what it took since it was asked last. */
export function playedBy<T extends { behaviour: Behaviour; taken: Taken[] }>(state: T): { behave: (how: T["behaviour"]) => void; takenSince: () => Promise<readonly Taken[]> } {
  let seen = 0;
  return {
    behave: (how) => void (state.behaviour = how),
    takenSince: () => {
      const fresh = state.taken.slice(seen);
      seen = state.taken.length;
      return Promise.resolve(fresh);
    },
  };
}
