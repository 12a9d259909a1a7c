import { createHmac, randomUUID } from "node:crypto";
import { answerJson, misbehave, startLocalServer, type Behaviour, type Taken } from "./local-server";

export const HTTP_KEYS = { signingKey: "signing-only-for-tests", callbackKey: "callback-only-for-tests", apiToken: "api-token-only-for-tests" };

/** Settings of a platform such as a bank might have: signed both ways, its own names for everything. */
export const httpPlatform = (url: string) => ({
  url: `${url}/v2/send/{{purpose}}`, allowInsecure: true, headers: { authorization: "Bearer {{secret.apiToken}}", "x-request-id": "{{reference}}" },
  body: { msg: { phone: "{{to}}", content: "{{text}}", from: "签名 {{signature}}" }, serial: "{{reference}}", priority: 1, tags: ["{{purpose}}", null] },
  success: { path: "/result", equals: ["0"] }, idPath: "/data/id", codePath: "/result", signRequests: {}, signedCallbacks: {},
  receipts: { list: "/reports", id: "/id", reference: "/serial", state: "/state", code: "/err", time: "/at", states: { OK: "delivered", NO: "failed", WAIT: "accepted" } },
  inbound: { list: "/messages", id: "/id", from: "/phone", text: "/content", time: "/at" }, healthUrl: `${url}/health`, timeoutMs: 1_500,
});

/** The platform's signature over a body. */
export function signHttp(key: string, body: string, seconds = Math.floor(Date.now() / 1_000)) {
  return { "x-timestamp": String(seconds), "x-signature": createHmac("sha256", key).update(`${String(seconds)}.${body}`).digest("hex") };
}

/** Such a platform: checks token and signature. */
export async function startHttpPlatform() {
  const state = { behaviour: "accept" as Behaviour, status: 200, refusal: "E1007", taken: [] as Taken[], bodies: [] as Record<string, unknown>[] };
  const server = await startLocalServer((request, response) => {
    if (request.url === "/health") return misbehave(state.behaviour, response) ? undefined : answerJson(response, 200, {});
    const expected = signHttp(HTTP_KEYS.signingKey, request.body, Number(request.headers["x-timestamp"]));
    if (request.headers.authorization !== `Bearer ${HTTP_KEYS.apiToken}` || request.headers["x-signature"] !== expected["x-signature"]) return answerJson(response, 401, { result: "E401" });
    const body = JSON.parse(request.body) as { msg: { phone: string; content: string } };
    state.bodies.push(body);
    if (state.behaviour === "refuse") return answerJson(response, state.status, { result: state.refusal });
    state.taken.push({ to: body.msg.phone, text: body.msg.content });
    return misbehave(state.behaviour, response) ? undefined : answerJson(response, state.status, { result: 0, data: { id: randomUUID() } });
  });
  return { state, server };
}
