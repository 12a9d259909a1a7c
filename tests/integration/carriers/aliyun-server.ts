import { createHash, createHmac } from "node:crypto";
import { answerJson, misbehave, startLocalServer, type Behaviour, type LocalRequest, type Taken } from "./local-server";

export const ALIYUN_KEYS = { accessKeyId: "LTAI-only-for-tests", accessKeySecret: "secret-only-for-tests" };

const encode = (text: string) => encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/** Signature version 3 as help.aliyun.com describes it (ACS3-HMAC-SHA256). */
export function isAliyunSigned({ method, url, headers, body }: LocalRequest): boolean {
  const given = /Credential=([^,]+),SignedHeaders=([^,]+),Signature=(\w+)/.exec(headers.authorization ?? "");
  if (given?.[1] !== ALIYUN_KEYS.accessKeyId) return false;
  const { pathname, searchParams } = new URL(url, "http://localhost");
  const query = [...searchParams].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => `${encode(name)}=${encode(value)}`).join("&");
  const signed = (given[2] ?? "").split(";");
  const lines = signed.map((name) => `${name}:${String(headers[name] ?? "").trim()}\n`).join("");
  const hash = (text: string) => createHash("sha256").update(text).digest("hex");
  const canonical = [method, pathname, query, lines, signed.join(";"), hash(body)].join("\n");
  return createHmac("sha256", ALIYUN_KEYS.accessKeySecret).update(`ACS3-HMAC-SHA256\n${hash(canonical)}`).digest("hex") === given[3];
}

const fill = (content: string, values: Readonly<Record<string, string>>) => content.replace(/\$\{(\w+)\}/g, (_whole, name: string) => values[name] ?? "");

/** Alibaba Cloud SMS as far as its documentation goes: checks the signature, keeps templates, fills them, numbers its answers. */
export async function startAliyun() {
  const state = {
    behaviour: "accept" as Behaviour, refusal: "isv.AMOUNT_NOT_ENOUGH", httpRefusal: null as { status: number; code: string } | null,
    /** Numbers that the carrier finds wrong: the whole call is refused for them. */
    wrong: new Set<string>(), taken: [] as Taken[], calls: [] as { action: string; numbers: string[]; outId: string; bizId: string }[],
    templates: new Map<string, { content: string; status: number; reason: string }>(), signatures: new Map<string, unknown>(), details: [] as Record<string, unknown>[],
  };
  let next = 1;
  const send = (action: string, query: URLSearchParams) => {
    const template = state.templates.get(query.get("TemplateCode") ?? "");
    const batch = action === "SendBatchSms";
    const numbers = batch ? (JSON.parse(query.get("PhoneNumberJson") ?? "[]") as string[]) : (query.get("PhoneNumbers") ?? "").split(",");
    const names = batch ? (JSON.parse(query.get("SignNameJson") ?? "[]") as string[]) : numbers.map(() => query.get("SignName") ?? "");
    const values = batch ? (JSON.parse(query.get("TemplateParamJson") ?? "[]") as Record<string, string>[]) : numbers.map(() => JSON.parse(query.get("TemplateParam") ?? "{}") as Record<string, string>);
    if (!template || template.status !== 1) return { Code: "isv.SMS_TEMPLATE_ILLEGAL", Message: "模板不合法" };
    if (numbers.length > (batch ? 100 : 1_000)) return { Code: "isv.MOBILE_COUNT_OVER_LIMIT", Message: "" };
    if (numbers.some((one) => state.wrong.has(one))) return { Code: "isv.MOBILE_NUMBER_ILLEGAL", Message: "" };
    if (state.behaviour === "refuse") return { Code: state.refusal, Message: "" };
    const bizId = `9006197${String(next++).padStart(8, "0")}^0`;
    numbers.forEach((to, index) => state.taken.push({ to: /^1\d{10}$/.test(to) ? `+86${to}` : `+${to}`, text: `【${names[index] ?? ""}】${fill(template.content, values[index] ?? {})}` }));
    state.calls.push({ action, numbers, outId: query.get("OutId") ?? "", bizId });
    return { Code: "OK", Message: "OK", BizId: bizId };
  };
  const server = await startLocalServer((request, response) => {
    const action = String(request.headers["x-acs-action"]);
    // Some parameters travel in the address, those of SendBatchSms partly as a form.
    const query = new URLSearchParams([...new URL(request.url, "http://localhost").searchParams, ...new URLSearchParams(request.body)]);
    if (!isAliyunSigned(request)) return answerJson(response, 400, { Code: "SignatureDoesNotMatch", Message: "", RequestId: "r" });
    if (state.httpRefusal) return answerJson(response, state.httpRefusal.status, { Code: state.httpRefusal.code, Message: "", RequestId: "r" });
    if (action === "SendSms" || action === "SendBatchSms") {
      const answer = send(action, query);
      return misbehave(state.behaviour, response) ? undefined : answerJson(response, 200, { RequestId: "r", ...answer });
    }
    if (misbehave(state.behaviour, response)) return;
    if (action === "CreateSmsTemplate") {
      const code = `SMS_${String(next++)}`;
      state.templates.set(code, { content: query.get("TemplateContent") ?? "", status: 0, reason: "" });
      return answerJson(response, 200, { Code: "OK", TemplateCode: code, TemplateName: query.get("TemplateName") });
    }
    if (action === "GetSmsTemplate") {
      const found = state.templates.get(query.get("TemplateCode") ?? "");
      return answerJson(response, 200, found ? { Code: "OK", TemplateStatus: String(found.status), AuditInfo: { RejectInfo: found.reason } } : { Code: "isv.SMS_TEMPLATE_ILLEGAL" });
    }
    if (action === "GetSmsSign") return answerJson(response, 200, state.signatures.get(query.get("SignName") ?? "") ?? { Code: "isv.SMS_SIGNATURE_ILLEGAL" });
    if (action === "QuerySendDetails") return answerJson(response, 200, { Code: "OK", TotalCount: "1", SmsSendDetailDTOs: { SmsSendDetailDTO: state.details.filter((one) => one.PhoneNum === query.get("PhoneNumber")) } });
    return answerJson(response, 200, { Code: "OK", SmsSignList: [] });
  });
  return { state, server };
}
