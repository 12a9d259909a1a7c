import "server-only";
import { withoutSignature } from "@/lib/domain/carrier/aliyun/filings";
import { readTencentFiling, readTencentFilingId, tencentSmsType, toTencentText, writeTencentFilingId } from "@/lib/domain/carrier/tencent/filing-id";
import { isRecord } from "@/lib/domain/carrier/json";
import type { CarrierAccount, FilingState, TemplateFiling } from "../port";
import { tencentCall, tencentClient, type TencentAnswer } from "./client";
import { tencentAccount } from "./settings";

const DOMESTIC = 0;

async function ask<T extends object>(account: CarrierAccount, action: string, parameters: (remark: string) => object): Promise<TencentAnswer<T>> {
  const own = tencentAccount(account);
  if (!own) return { outcome: "refused", code: "hongyan.misconfigured" };
  return tencentCall<T>(await tencentClient(own.settings, own.secrets), action, parameters(own.settings.filingRemark), AbortSignal.timeout(own.settings.timeoutMs));
}

const codeOf = (answer: { readonly outcome: string; readonly code?: string }) => answer.code ?? "hongyan.unanswered";

/** Files a text (AddSmsTemplate); the filing id also keeps which variable stands for which number, and is empty where it was not taken. */
export async function fileTemplate(account: CarrierAccount, filing: TemplateFiling): Promise<{ filingId: string; filing: FilingState }> {
  const { content, order } = toTencentText(withoutSignature(filing.text, filing.signature));
  const made = await ask<{ AddTemplateStatus?: { TemplateId?: unknown } }>(account, "AddSmsTemplate", (remark) => ({
    TemplateName: filing.name, TemplateContent: content, SmsType: tencentSmsType(filing.purpose), International: DOMESTIC, Remark: remark === "" ? filing.key : remark,
  }));
  if (made.outcome !== "answered") return { filingId: "", filing: { state: "refused", code: codeOf(made), detail: "" } };
  const id = made.body.AddTemplateStatus?.TemplateId;
  const filingId = typeof id === "string" || typeof id === "number" ? writeTencentFilingId({ templateId: String(id), order }) : "";
  if (readTencentFilingId(filingId) === null) return { filingId: "", filing: { state: "refused", code: "hongyan.unanswered", detail: "" } };
  return { filingId, filing: { state: "pending", code: "1", detail: "" } };
}

/** How a template stands (DescribeSmsTemplateList). */
export async function filingState(account: CarrierAccount, filingId: string): Promise<FilingState> {
  const filing = readTencentFilingId(filingId);
  if (!filing) return { state: "refused", code: "hongyan.not_filed", detail: "" };
  const found = await ask<{ DescribeTemplateStatusSet?: unknown }>(account, "DescribeSmsTemplateList", () => ({ International: DOMESTIC, TemplateIdSet: [Number(filing.templateId)] }));
  if (found.outcome !== "answered") return { state: "pending", code: codeOf(found), detail: "" };
  const rows = Array.isArray(found.body.DescribeTemplateStatusSet) ? (found.body.DescribeTemplateStatusSet as readonly unknown[]) : [];
  const row = rows.filter(isRecord).find((one) => String(one.TemplateId) === filing.templateId);
  return row ? readTencentFiling(row.StatusCode, row.ReviewReply) : { state: "refused", code: "FailedOperation.MissingTemplateToModify", detail: "" };
}

const SIGNATURES_A_PAGE = 100;
const PAGES_MAX = 10;

/** How a signature stands (DescribeSmsSignList: all of the account's, a hundred at a time; there is no question by name). */
export async function signatureState(account: CarrierAccount, signature: string): Promise<FilingState> {
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const found = await ask<{ DescribeSignListStatusSet?: unknown }>(account, "DescribeSmsSignList", () => ({ International: DOMESTIC, Limit: SIGNATURES_A_PAGE, Offset: page * SIGNATURES_A_PAGE }));
    if (found.outcome !== "answered") return { state: "pending", code: codeOf(found), detail: "" };
    const rows = Array.isArray(found.body.DescribeSignListStatusSet) ? (found.body.DescribeSignListStatusSet as readonly unknown[]).filter(isRecord) : [];
    const row = rows.find((one) => one.SignName === signature);
    if (row) return readTencentFiling(row.StatusCode, row.ReviewReply);
    if (rows.length < SIGNATURES_A_PAGE) break;
  }
  return { state: "refused", code: "hongyan.not_filed", detail: "" };
}

/** Whether the account answers and its credentials are good (DescribeSmsTemplateList, one row). */
export async function health(account: CarrierAccount): Promise<{ ok: boolean; detail: string }> {
  const found = await ask(account, "DescribeSmsTemplateList", () => ({ International: DOMESTIC, TemplateIdSet: [], Limit: 1, Offset: 0 }));
  return found.outcome === "answered" ? { ok: true, detail: "" } : { ok: false, detail: codeOf(found) };
}
