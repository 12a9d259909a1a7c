import "server-only";
import { aliyunTemplateType, readAliyunFiling, readOperatorFiling, signatureFiling, withoutSignature } from "@/lib/domain/carrier/aliyun/filings";
import type { CarrierAccount, FilingState, TemplateFiling } from "../port";
import { aliyunApi } from "./client";
import { aliyunAccount } from "./settings";
import { readAliyunFailure } from "./submit";

const NAME_MAX = 30;

async function ask<T>(account: CarrierAccount, run: (api: Awaited<ReturnType<typeof aliyunApi>>, own: NonNullable<ReturnType<typeof aliyunAccount>>) => Promise<T>): Promise<T | { readonly failed: string }> {
  const own = aliyunAccount(account);
  if (!own) return { failed: "hongyan.misconfigured" };
  try {
    return await run(await aliyunApi(own.settings, own.secrets), own);
  } catch (error) {
    const reading = readAliyunFailure(error);
    return { failed: reading.outcome === "refused" ? reading.code : "hongyan.unanswered" };
  }
}

const failure = (code: string): FilingState => ({ state: "refused", code, detail: "" });

/** Files a text (CreateSmsTemplate; at most 100 a day, 30 s apart); the filing id is the template's code, empty where it was not taken. */
export async function fileTemplate(account: CarrierAccount, filing: TemplateFiling): Promise<{ filingId: string; filing: FilingState }> {
  const made = await ask(account, async ({ client, sdk, runtime }, { settings }) => (await client.createSmsTemplateWithOptions(new sdk.CreateSmsTemplateRequest({
    templateName: filing.name.slice(0, NAME_MAX), templateContent: withoutSignature(filing.text, filing.signature), templateType: aliyunTemplateType(filing.purpose),
    relatedSignName: filing.signature, remark: settings.filingRemark, ...(settings.applyScene === "" ? {} : { applySceneContent: settings.applyScene }),
  }), runtime)).body);
  if (made === undefined || "failed" in made) return { filingId: "", filing: failure(made === undefined ? "hongyan.unanswered" : made.failed) };
  if (made.code !== "OK" || made.templateCode === undefined || made.templateCode === "") return { filingId: "", filing: { ...failure(made.code ?? ""), detail: (made.message ?? "").slice(0, 200) } };
  return { filingId: made.templateCode, filing: { state: "pending", code: "0", detail: "" } };
}

const unknown = (code: string): FilingState => ({ state: "pending", code, detail: "" });

/** How a signature stands (GetSmsSign), with its state at each of the three carriers as detail. */
export async function signatureState(account: CarrierAccount, signature: string): Promise<FilingState> {
  const found = await ask(account, async ({ client, sdk, runtime }) => (await client.getSmsSignWithOptions(new sdk.GetSmsSignRequest({ signName: signature }), runtime)).body);
  if (found === undefined || "failed" in found) return unknown(found?.failed ?? "hongyan.unanswered");
  if (found.code !== "OK") return failure(found.code ?? "");
  const operators = (found.signIspRegisterDetailList ?? []).map((one) => readOperatorFiling(one.operatorCode, one.registerStatus, one.registerStatusReasons?.[0]?.reasonCode));
  return signatureFiling(readAliyunFiling(found.signStatus, found.auditInfo?.rejectInfo), operators);
}

/** How a template ("SMS_123") stands (GetSmsTemplate). */
export async function filingState(account: CarrierAccount, filingId: string): Promise<FilingState> {
  const found = await ask(account, async ({ client, sdk, runtime }) => (await client.getSmsTemplateWithOptions(new sdk.GetSmsTemplateRequest({ templateCode: filingId }), runtime)).body);
  if (found === undefined || "failed" in found) return unknown(found?.failed ?? "hongyan.unanswered");
  if (found.code !== "OK") return failure(found.code ?? "");
  return readAliyunFiling(found.templateStatus, found.auditInfo?.rejectInfo);
}

/** Whether the account answers and its credentials are good (QuerySmsSignList, one row). */
export async function health(account: CarrierAccount): Promise<{ ok: boolean; detail: string }> {
  const found = await ask(account, async ({ client, sdk, runtime }) => (await client.querySmsSignListWithOptions(new sdk.QuerySmsSignListRequest({ pageIndex: 1, pageSize: 1 }), runtime)).body);
  if (found === undefined || "failed" in found) return { ok: false, detail: found?.failed ?? "hongyan.unanswered" };
  return { ok: found.code === "OK", detail: found.code === "OK" ? "" : (found.code ?? "") };
}
