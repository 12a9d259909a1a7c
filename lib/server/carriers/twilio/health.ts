import "server-only";
import type { WireAnswer } from "../wire/request";
import { twilioClient } from "./client";
import type { TwilioSecrets, TwilioSettings } from "./settings";

/** Whether an account at Twilio answers, its credentials are good and it is not suspended; null: its settings are not usable. */
export async function twilioHealth(own: { readonly settings: Pick<TwilioSettings, "accountSid" | "endpoint" | "timeoutMs">; readonly secrets: TwilioSecrets } | null): Promise<{ ok: boolean; detail: string }> {
  if (!own) return { ok: false, detail: "hongyan.misconfigured" };
  let answer: WireAnswer | undefined;
  const client = await twilioClient(own.settings, own.secrets, AbortSignal.timeout(own.settings.timeoutMs), (exchange) => (answer = exchange.answer));
  try {
    const { status } = await client.api.v2010.accounts(own.settings.accountSid).fetch();
    return { ok: status === "active", detail: status === "active" ? "" : "30002" };
  } catch (error) {
    const code = (error as { readonly code?: unknown } | null)?.code;
    if (typeof code === "number") return { ok: false, detail: String(code) };
    return { ok: false, detail: answer?.kind === "never_left" ? "hongyan.unreachable" : "hongyan.unanswered" };
  }
}
