import "server-only";
import { TENCENT_SPACE } from "@/lib/domain/carrier/tencent/codes";
import { readTencentInbound, readTencentReceipts } from "@/lib/domain/carrier/tencent/receipts";
import { readStat } from "@/lib/domain/message/receipt";
import { now } from "../../clock";
import { sha256Hex } from "../../crypto/digest";
import type { CarrierDriver } from "../port";
import { provesItself } from "../wire/callback-proof";
import { numberToken } from "../wire/number-token";
import { reportUnreadable } from "../wire/unreadable";
import { fileTemplate, filingState, health, signatureState } from "./filings";
import { query } from "./query";
import { tencentAccount, tencentSecretsSchema, tencentSettingsSchema } from "./settings";
import { submit } from "./submit";

/** Tencent Cloud SMS (sms 2021-01-11): sends by filed template and values in order. */
export const tencent = {
  key: "tencent",
  channel: "sms",
  capabilities: {
    // Tencent takes no finance at all (domain facts §2.4) and marketing from 08:00 to 22:00 only (MarketingSendTimeConstraint).
    maxPerCall: 200, maxCharacters: 500, allowsFinancePromo: false, billing: "cn-domestic", receiptMode: "push", encodings: ["UTF-8"], idempotent: false,
    promotionalWindow: { from: "08:00", to: "22:00" }, filesTemplates: true, submitCodes: TENCENT_SPACE, absenceIsProof: false, real: true,
  },
  settings: tencentSettingsSchema,
  secrets: tencentSecretsSchema,
  submit,
  query,
  fileTemplate,
  filingState,
  signatureState,
  health,
  receiptReason: (code) => readStat(code).reason ?? "unmapped",
  parseReceipts(account, request) {
    const { receipts, unreadable } = readTencentReceipts(request.body, numberToken, now());
    reportUnreadable(account, "receipts", unreadable);
    return receipts;
  },
  parseInbound(account, request) {
    const { inbound, unreadable } = readTencentInbound(request.body, sha256Hex);
    reportUnreadable(account, "inbound", unreadable);
    return inbound;
  },
  verify(account, request) {
    const own = tencentAccount(account);
    return own !== null && provesItself(request, own.secrets.callbackToken, own.settings);
  },
  answer: () => ({ status: 200, contentType: "application/json; charset=utf-8", body: JSON.stringify({ result: 0, errmsg: "OK" }) }),
} satisfies CarrierDriver;
