import "server-only";
import { readAliyunInbound } from "@/lib/domain/carrier/aliyun/inbound";
import { readAliyunReceipts } from "@/lib/domain/carrier/aliyun/receipts";
import { receiptReasonOf } from "@/lib/domain/carrier/receipt-reason";
import { now } from "../../clock";
import type { CarrierDriver } from "../port";
import { provesItself } from "../wire/callback-proof";
import { numberToken } from "../wire/number-token";
import { reportUnreadable } from "../wire/unreadable";
import { fileTemplate, filingState, health, signatureState } from "./filings";
import { query } from "./query";
import { aliyunAccount, aliyunSecretsSchema, aliyunSettingsSchema } from "./settings";
import { submit } from "./submit";

/** Alibaba Cloud SMS (dysmsapi 2017-05-25): sends by filed template and values. */
export const aliyun = {
  key: "aliyun",
  channel: "sms",
  capabilities: {
    // Alibaba takes no offers of finance (domain facts §2.4); 500 characters a text (document_detail/44335).
    maxPerCall: 100, maxCharacters: 500, allowsFinancePromo: false, billing: "cn-domestic", receiptMode: "push", encodings: ["UTF-8"], idempotent: false,
    promotionalWindow: null, filesTemplates: true, submitCodes: "aliyun-sms", absenceIsProof: false, real: true,
  },
  settings: aliyunSettingsSchema,
  secrets: aliyunSecretsSchema,
  submit,
  query,
  fileTemplate,
  filingState,
  signatureState,
  health,
  receiptReason: (code) => receiptReasonOf("aliyun-sms-receipt", code),
  parseReceipts(account, request) {
    const { receipts, unreadable } = readAliyunReceipts(request.body, numberToken, now());
    reportUnreadable(account, "receipts", unreadable);
    return receipts;
  },
  parseInbound(account, request) {
    const { inbound, unreadable } = readAliyunInbound(request.body, now());
    reportUnreadable(account, "inbound", unreadable);
    return inbound;
  },
  verify(account, request) {
    const own = aliyunAccount(account);
    return own !== null && provesItself(request, own.secrets.callbackToken, own.settings);
  },
  answer: () => ({ status: 200, contentType: "application/json; charset=utf-8", body: JSON.stringify({ code: 0, msg: "接收成功" }) }),
} satisfies CarrierDriver;
