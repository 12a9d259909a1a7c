import "server-only";
import type * as Core from "@alicloud/openapi-core";
import type { AliyunVoiceSecrets, AliyunVoiceSettings } from "./settings";

type Loaded = Pick<typeof Core, "$OpenApiUtil" | "OpenApiUtil"> & { readonly Client: typeof Core.default };
type Runtime = Parameters<Core.default["callApi"]>[2];

/** One action of VMS, asked once; answers the status and the body as it came. */
export type AskVms = (action: string, query: Readonly<Record<string, string>>) => Promise<{ readonly status: number; readonly body: unknown }>;

const VERSION = "2017-05-25";

/** Loads the package at first use: an installation without such an account never does. */
async function load(): Promise<Loaded> {
  const loaded = await import("@alicloud/openapi-core");
  // The package is CommonJS: Node puts its exports under `default`, a bundler beside it.
  const outer = loaded.default as unknown as typeof Core | typeof Core.default;
  const [names, Client] = "$OpenApiUtil" in outer ? [outer, outer.default] : [loaded, outer];
  return { $OpenApiUtil: names.$OpenApiUtil, OpenApiUtil: names.OpenApiUtil, Client };
}

let core: Promise<Loaded> | undefined;

/**
 * Calls the product Dyvmsapi through the core that Alibaba's own packages stand on (there is no package for it on npm), which
 * signs; with our endpoint and time-out and no second try, since a second SingleCallByTts is a second call.
 */
export async function vmsApi(settings: AliyunVoiceSettings, secrets: AliyunVoiceSecrets): Promise<AskVms> {
  const { Client, $OpenApiUtil, OpenApiUtil } = await (core ??= load());
  const { host, protocol } = new URL(settings.endpoint);
  const config = {
    accessKeyId: secrets.accessKeyId, accessKeySecret: secrets.accessKeySecret, endpoint: host, protocol: protocol.replace(":", ""), userAgent: "hongyan",
    retryOptions: { retryable: false, retryCondition: [], noRetryCondition: [] },
  };
  const client = new Client(config as unknown as Core.$OpenApiUtil.Config);
  // What the package calls connect time-out also ends a request that is merely not answered yet: both are the same here.
  const runtime = { readTimeout: settings.timeoutMs, connectTimeout: settings.timeoutMs, autoretry: false, maxAttempts: 1, ignoreSSL: false } as unknown as Runtime;
  return async (action, query) => {
    const request = new $OpenApiUtil.OpenApiRequest({ query: OpenApiUtil.query(query) });
    const params = new $OpenApiUtil.Params({ action, version: VERSION, protocol: "HTTPS", pathname: "/", method: "POST", authType: "AK", style: "RPC", reqBodyType: "formData", bodyType: "json" });
    const answer = await client.callApi(params, request, runtime);
    return { status: Number(answer.statusCode), body: answer.body as unknown };
  };
}
