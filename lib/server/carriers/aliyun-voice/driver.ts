import "server-only";
import { aliyunCallReason, readAliyunCalls } from "@/lib/domain/carrier/aliyun-voice/reports";
import { now } from "../../clock";
import { readAliyunFailure } from "../aliyun/submit";
import type { CarrierAccount, CarrierDriver } from "../port";
import { provesItself } from "../wire/callback-proof";
import { receivedAt } from "../wire/received-at";
import { reportUnreadable } from "../wire/unreadable";
import { vmsApi } from "./client";
import { aliyunVoiceAccount, aliyunVoiceSecretsSchema, aliyunVoiceSettingsSchema } from "./settings";
import { submit, TEXT_MAX } from "./submit";

// A call that never was (QueryCallDetailByCallId, document_detail/393529, product 11000000300006: voice notices): whether
// the account answers at all, without calling anybody.
const NO_CALL = { CallId: "0^0", ProdId: "11000000300006" };
const LOCKED_OUT = /^(?:SignatureDoesNotMatch|InvalidAccessKey|Forbidden|isp\.RAM_PERMISSION_DENY|isv\.(?:OUT_OF_SERVICE|PRODUCT_|ACCOUNT_|AMOUNT_))/;

/** The answer to be expected: error 100008, "data not available" (api-dyvmsapi-2017-05-25-errorcodes), with a signature that was accepted. */
function isNoSuchCall(error: unknown): boolean {
  const { code, statusCode } = (typeof error === "object" && error !== null ? error : {}) as { readonly code?: unknown; readonly statusCode?: unknown };
  return statusCode === 400 && typeof code === "string" && code.startsWith("100008");
}

async function health(account: CarrierAccount): Promise<{ ok: boolean; detail: string }> {
  const own = aliyunVoiceAccount(account);
  if (!own) return { ok: false, detail: "hongyan.misconfigured" };
  const judge = (code: string) => (LOCKED_OUT.test(code) || code.startsWith("hongyan.") ? { ok: false, detail: code } : { ok: true, detail: "" });
  try {
    const { body } = await (await vmsApi(own.settings, own.secrets))("QueryCallDetailByCallId", { ...NO_CALL, QueryDate: String(now().getTime()) });
    const code = (body as { readonly Code?: unknown } | null | undefined)?.Code;
    return judge(typeof code === "string" && code !== "" ? code : "hongyan.unanswered");
  } catch (error) {
    if (isNoSuchCall(error)) return { ok: true, detail: "" };
    const reading = readAliyunFailure(error);
    return judge(reading.outcome === "refused" ? reading.code : "hongyan.unanswered");
  }
}

/** Alibaba Cloud Voice Messaging (Dyvmsapi 2017-05-25): reads a filed template and its values out to one person a call. */
export const aliyunVoice = {
  key: "aliyun-voice",
  channel: "voice",
  capabilities: {
    maxPerCall: 100, maxCharacters: TEXT_MAX, allowsFinancePromo: false, billing: "per-call", receiptMode: "push", encodings: ["UTF-8"], idempotent: false,
    promotionalWindow: null, filesTemplates: true, submitCodes: "aliyun-vms-call", absenceIsProof: false, real: true,
  },
  settings: aliyunVoiceSettingsSchema,
  secrets: aliyunVoiceSecretsSchema,
  submit,
  health,
  receiptReason: aliyunCallReason,
  parseReceipts(account, request) {
    const { receipts, unreadable } = readAliyunCalls(request.body, receivedAt(request));
    reportUnreadable(account, "receipts", unreadable);
    return receipts;
  },
  verify(account, request) {
    const own = aliyunVoiceAccount(account);
    return own !== null && provesItself(request, own.secrets.callbackToken, own.settings);
  },
  answer: () => ({ status: 200, contentType: "application/json; charset=utf-8", body: JSON.stringify({ code: 0, msg: "接收成功" }) }),
} satisfies CarrierDriver;
