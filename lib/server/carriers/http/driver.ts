import "server-only";
import { readHttpInbound, readHttpReceipts } from "@/lib/domain/carrier/http/callbacks";
import { receiptReasonOf } from "@/lib/domain/carrier/receipt-reason";
import { now } from "../../clock";
import type { CarrierAccount, CarrierDriver } from "../port";
import { reportUnreadable } from "../wire/unreadable";
import { wireRequest } from "../wire/request";
import { httpAccount, httpSecretsSchema, httpSettingsSchema } from "./settings";
import { isProved } from "./sign";
import { submit } from "./submit";

const CODES = "http";

async function health(account: CarrierAccount): Promise<{ ok: boolean; detail: string }> {
  const own = httpAccount(account);
  if (!own) return { ok: false, detail: "hongyan.misconfigured" };
  const { healthUrl: url, timeoutMs } = own.settings;
  // Without an address to ask, only what was sent says how it is.
  if (url === undefined) return { ok: true, detail: "hongyan.not_asked" };
  const answer = await wireRequest({ url, method: "GET", headers: {}, body: null, timeoutMs });
  if (answer.kind !== "answered") return { ok: false, detail: answer.kind === "never_left" ? "hongyan.unreachable" : "hongyan.unanswered" };
  return answer.status >= 200 && answer.status < 300 ? { ok: true, detail: "" } : { ok: false, detail: `HTTP ${String(answer.status)}` };
}

/** A platform that is described by the account's settings: for a bank's own gateway. */
export const http = {
  key: "http",
  channel: "sms",
  capabilities: {
    maxPerCall: 100, maxCharacters: 1_000, allowsFinancePromo: true, billing: "cn-domestic", receiptMode: "push", encodings: ["UTF-8"], idempotent: false,
    promotionalWindow: null, filesTemplates: false, submitCodes: CODES, absenceIsProof: false, real: true,
  },
  settings: httpSettingsSchema,
  secrets: httpSecretsSchema,
  submit,
  health,
  receiptReason: (code) => receiptReasonOf(CODES, code),
  parseReceipts(account, request) {
    const rules = httpAccount(account)?.settings.receipts;
    if (!rules) return [];
    const { receipts, unreadable } = readHttpReceipts(request.body, rules, now());
    reportUnreadable(account, "receipts", unreadable);
    return receipts;
  },
  parseInbound(account, request) {
    const rules = httpAccount(account)?.settings.inbound;
    if (!rules) return [];
    const { inbound, unreadable } = readHttpInbound(request.body, rules, now());
    reportUnreadable(account, "inbound", unreadable);
    return inbound;
  },
  verify(account, request) {
    const own = httpAccount(account);
    return own !== null && isProved(own.settings, own.secrets, request, now());
  },
  answer: (account) => httpAccount(account)?.settings.callbackAnswer ?? { status: 200, contentType: "application/json", body: "{}" },
} satisfies CarrierDriver;
