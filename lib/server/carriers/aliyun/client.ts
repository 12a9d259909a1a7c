import "server-only";
import type Client from "@alicloud/dysmsapi20170525";
import type * as Sdk from "@alicloud/dysmsapi20170525";
import type { AliyunSecrets, AliyunSettings } from "./settings";

type Constructor = typeof Client;
type Runtime = Parameters<Client["sendSmsWithOptions"]>[1];
export type AliyunSdk = Omit<typeof Sdk, "default"> & { readonly Client: Constructor };
export type AliyunApi = { readonly sdk: AliyunSdk; readonly client: Client; readonly runtime: Runtime };

/** Loads the package at first use: an installation without such an account never does. */
async function loadSdk(): Promise<AliyunSdk> {
  const loaded = await import("@alicloud/dysmsapi20170525");
  // The package is CommonJS: Node puts its exports under `default`, a bundler beside it.
  const outer = loaded.default as unknown as typeof Sdk | Constructor;
  const [names, constructor] = "SendSmsRequest" in outer ? [outer, outer.default] : [loaded, outer];
  return { ...names, Client: constructor };
}

let sdk: Promise<AliyunSdk> | undefined;

/** A client of one account with our endpoint and time-out; it has no retry of its own, since a second SendSms is a second message. */
export async function aliyunApi(settings: AliyunSettings, secrets: AliyunSecrets): Promise<AliyunApi> {
  const loaded = await (sdk ??= loadSdk());
  const { host, protocol } = new URL(settings.endpoint);
  const config = {
    accessKeyId: secrets.accessKeyId, accessKeySecret: secrets.accessKeySecret, endpoint: host, protocol: protocol.replace(":", ""), userAgent: "hongyan",
    retryOptions: { retryable: false, retryCondition: [], noRetryCondition: [] },
  };
  // What the package calls connect time-out also ends a request that is merely not answered yet: both are the same here.
  const runtime = { readTimeout: settings.timeoutMs, connectTimeout: settings.timeoutMs, autoretry: false, maxAttempts: 1, ignoreSSL: false };
  return { sdk: loaded, client: new loaded.Client(config as unknown as ConstructorParameters<Constructor>[0]), runtime: runtime as unknown as Runtime };
}
