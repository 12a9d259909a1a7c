import type { Doubt } from "../doubt";
import { isMainland } from "../phone";

export type AliyunMessage = { readonly to: string; readonly signature: string; readonly templateCode: string; readonly variables: Readonly<Record<string, string>> };

/** What one call puts on the wire: SendSms where all get the same, SendBatchSms where they differ. */
export type AliyunCall =
  | { readonly action: "SendSms"; readonly phoneNumbers: string; readonly signName: string; readonly templateCode: string; readonly templateParam: string }
  | { readonly action: "SendBatchSms"; readonly phoneNumberJson: string; readonly signNameJson: string; readonly templateCode: string; readonly templateParamJson: string };

/** A number as Alibaba Cloud wants it: eleven digits on the mainland, elsewhere country code and number without plus (SendSms, PhoneNumbers). */
export function aliyunNumber(e164: string): string {
  return isMainland(e164) ? e164.slice(3) : e164.slice(1);
}

/** The parameters of one call for at least one message, all of one template. */
export function aliyunCall(messages: readonly [AliyunMessage, ...AliyunMessage[]]): AliyunCall {
  const [first] = messages;
  const params = messages.map((one) => JSON.stringify(one.variables));
  const numbers = messages.map((one) => aliyunNumber(one.to));
  const { signature: signName, templateCode } = first;
  const same = params.every((one) => one === params[0]) && messages.every((one) => one.signature === signName);
  if (same) return { action: "SendSms", phoneNumbers: numbers.join(","), signName, templateCode, templateParam: params[0] ?? "{}" };
  return {
    action: "SendBatchSms", phoneNumberJson: JSON.stringify(numbers), signNameJson: JSON.stringify(messages.map((one) => one.signature)), templateCode,
    templateParamJson: `[${params.join(",")}]`,
  };
}

// Answers to a whole call that speak of one of its numbers only: which one, nobody can say.
const OF_ONE_NUMBER: ReadonlySet<string> = new Set([
  "isv.MOBILE_NUMBER_ILLEGAL", "isv.BUSINESS_LIMIT_CONTROL", "isv.CUSTOMER_REFUSED", "isv.DOMESTIC_NUMBER_NOT_SUPPORTED", "isv.PARAM_LENGTH_LIMIT",
  "isv.PARAM_NOT_SUPPORT_URL", "isv.TEMPLATE_PARAMS_ILLEGAL", "isv.BLACK_KEY_CONTROL_LIMIT", "isv.SMS_CONTENT_ILLEGAL", "isv.UNSUPPORTED_CONTENT",
]);

/** Whether a call for several messages must be split to learn which of them the code is about. */
export function isAboutOneNumber(code: string): boolean {
  return OF_ONE_NUMBER.has(code);
}

export type AliyunReading = { readonly outcome: "accepted"; readonly bizId: string } | { readonly outcome: "refused"; readonly code: string } | { readonly outcome: "uncertain"; readonly why?: Doubt };

/** Reads the body of an answer to SendSms or SendBatchSms: taken only with OK and a BizId, refused only with a code and none. */
export function readAliyunAnswer(body: { readonly code?: unknown; readonly bizId?: unknown } | null | undefined): AliyunReading {
  const code = typeof body?.code === "string" ? body.code.trim() : "";
  const bizId = typeof body?.bizId === "string" ? body.bizId.trim() : "";
  if (code === "OK" && bizId !== "") return { outcome: "accepted", bizId };
  if (code !== "" && code !== "OK" && bizId === "") return { outcome: "refused", code };
  return { outcome: "uncertain" };
}
