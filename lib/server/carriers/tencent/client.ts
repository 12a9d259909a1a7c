import "server-only";
import type { Doubt } from "@/lib/domain/carrier/doubt";
import { doubtOf } from "../wire/doubt-of";
import { randomUUID } from "node:crypto";
import http from "node:http";
import https from "node:https";
import type { Client } from "tencentcloud-sdk-nodejs-sms/tencentcloud/services/sms/v20210111/sms_client.js";
import { refusalOf } from "@/lib/domain/carrier/tencent/answers";
import { guardedLookup } from "../wire/addresses";
import { neverLeft } from "../wire/never-left";
import { unlessAborted } from "../wire/unless-aborted";
import type { TencentSecrets, TencentSettings } from "./settings";

const TRACE = "X-TC-TraceId";
const IDLE_MS = 4_000;

// The package keeps only the text of an error, and quotes the address in it. The agent sees the error itself, and the trace
// header says whose it is.
const errors = new Map<string, unknown>();

type Adds = { addRequest(request: http.ClientRequest, ...rest: unknown[]): void };

/** Lets an agent note the errors of requests that are waited for. */
function watched<A extends http.Agent>(agent: A): A {
  const inner = agent as unknown as Adds;
  const add = inner.addRequest.bind(agent);
  inner.addRequest = (request, ...rest) => {
    // node-fetch hands headers over as lists.
    const trace = [request.getHeader(TRACE)].flat()[0];
    if (typeof trace === "string" && errors.has(trace)) request.on("error", (error) => errors.set(trace, error));
    add(request, ...rest);
  };
  return agent;
}

const options = { keepAlive: true, timeout: IDLE_MS, lookup: guardedLookup };
const agents = { "http:": watched(new http.Agent(options)), "https:": watched(new https.Agent(options)) };

let sdk: Promise<typeof Client> | undefined;

/** Loads the package at first use: an installation without such an account never does. */
async function loadSdk(): Promise<typeof Client> {
  const loaded = await import("tencentcloud-sdk-nodejs-sms/tencentcloud/services/sms/v20210111/sms_client.js");
  // The package is CommonJS: Node may put its exports under `default`, a bundler does not.
  return "Client" in loaded ? loaded.Client : (loaded as { readonly default: { readonly Client: typeof Client } }).default.Client;
}

/** A client of one account with our endpoint and time-out; the package repeats nothing of its own accord. */
export async function tencentClient(settings: TencentSettings, secrets: TencentSecrets): Promise<Client> {
  const Constructor = await (sdk ??= loadSdk());
  const { host, protocol } = new URL(settings.endpoint);
  const isTls = protocol === "https:";
  return new Constructor({
    credential: { secretId: secrets.secretId, secretKey: secrets.secretKey }, region: settings.region,
    profile: { httpProfile: { endpoint: host, protocol: `${protocol}//`, reqTimeout: settings.timeoutMs / 1_000, agent: isTls ? agents["https:"] : agents["http:"] } },
  });
}

export type TencentAnswer<T> =
  | { readonly outcome: "answered"; readonly body: T }
  | { readonly outcome: "refused"; readonly code: string }
  | { readonly outcome: "uncertain"; readonly why: Doubt };

/** Makes one call of an API action, once; never throws. */
export async function tencentCall<T extends object>(client: Client, action: string, parameters: object, signal: AbortSignal): Promise<TencentAnswer<T>> {
  const trace = randomUUID();
  errors.set(trace, undefined);
  try {
    const body: unknown = await unlessAborted(client.request(action, parameters, { headers: { [TRACE]: trace }, signal } as never), signal);
    return typeof body === "object" && body !== null ? { outcome: "answered", body: body as T } : { outcome: "uncertain", why: "unreadable_answer" };
  } catch (error) {
    if (neverLeft(errors.get(trace))) return { outcome: "refused", code: "hongyan.unreachable" };
    const code = refusalOf(typeof error === "object" && error !== null ? (error as { readonly code?: unknown }).code : undefined);
    return code === null ? { outcome: "uncertain", why: doubtOf(errors.get(trace) ?? error) } : { outcome: "refused", code };
  } finally {
    errors.delete(trace);
  }
}
