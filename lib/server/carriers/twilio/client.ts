import "server-only";
import type TwilioSdk from "twilio";
import { wireRequest, type WireAnswer } from "../wire/request";
import type { TwilioSecrets, TwilioSettings } from "./settings";

type Reached = Pick<TwilioSettings, "accountSid" | "endpoint" | "timeoutMs">;

type Options = NonNullable<ConstructorParameters<typeof TwilioSdk.Twilio>[2]>;
type HttpClient = NonNullable<Options["httpClient"]>;
type Asked = Parameters<HttpClient["request"]>[0];

let sdk: Promise<typeof TwilioSdk> | undefined;

// An installation without such an account never loads it.
async function loadSdk(): Promise<typeof TwilioSdk> {
  return (await import("twilio")).default;
}

/** The package, loaded at first use. */
export function twilioSdk(): Promise<typeof TwilioSdk> {
  return (sdk ??= loadSdk());
}

export type TwilioExchange = { readonly url: string; readonly body: string; readonly answer: WireAnswer };

/** `data` and `params` of the package's requests are flat, apart from lists of media, which are never sent. */
function encode(values: object | undefined): string {
  const pairs = Object.entries(values ?? {}).filter((pair) => pair[1] !== undefined && pair[1] !== null);
  return new URLSearchParams(pairs.map(([name, value]): [string, string] => [name, String(value)])).toString();
}

/**
 * A client of one account that makes its requests with our own hands: our endpoint, our time-out, no retry, no redirect, no
 * proxy of the environment. `seen` hears of every exchange, without credentials.
 */
export async function twilioClient(settings: Reached, secrets: TwilioSecrets, signal: AbortSignal, seen: (exchange: TwilioExchange) => void) {
  const { Twilio } = await twilioSdk();
  const request = async ({ method, uri, headers, params, data }: Asked) => {
    const { pathname, search } = new URL(uri);
    const query = encode(params);
    const url = new URL(pathname + search + (query === "" ? "" : `${search === "" ? "?" : "&"}${query}`), settings.endpoint).href;
    const body = method.toLowerCase() === "post" ? encode(data as object | undefined) : null;
    const answer = await wireRequest({
      url, method: body === null ? "GET" : "POST", body, timeoutMs: settings.timeoutMs, signal,
      headers: { ...(headers as Record<string, string> | undefined), authorization: `Basic ${Buffer.from(`${settings.accountSid}:${secrets.authToken}`).toString("base64")}` },
    });
    seen({ url: pathname, body: body ?? query, answer });
    if (answer.kind !== "answered") throw new Error("no answer");
    return { statusCode: answer.status, body: answer.body, headers: answer.headers };
  };
  return new Twilio(settings.accountSid, secrets.authToken, { httpClient: { request } as unknown as HttpClient, autoRetry: false });
}
