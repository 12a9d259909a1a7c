import { createHash, createHmac } from "node:crypto";
import { answerJson, misbehave, startLocalServer, type Behaviour, type LocalRequest, type Taken } from "./local-server";

export const TENCENT_KEYS = { secretId: "AKID-only-for-tests", secretKey: "secret-only-for-tests" };

/** Signature v3 as cloud.tencent.com describes it (TC3-HMAC-SHA256). */
function isSigned({ method, headers, body }: LocalRequest): boolean {
  const given = /^TC3-HMAC-SHA256 Credential=([^/]+)\/([^/]+)\/([^/]+)\/tc3_request, SignedHeaders=content-type;host, Signature=(\w+)$/.exec(headers.authorization ?? "");
  if (given?.[1] !== TENCENT_KEYS.secretId) return false;
  const [, , date = "", service = "", signature] = given;
  const hash = (text: string) => createHash("sha256").update(text).digest("hex");
  const mac = (text: string, key: string | Buffer) => createHmac("sha256", key).update(text).digest();
  const canonical = [method, "/", "", `content-type:${headers["content-type"] ?? ""}\nhost:${(headers.host ?? "").replace(/:\d+$/, "")}\n`, "content-type;host", hash(body)].join("\n");
  const toSign = ["TC3-HMAC-SHA256", headers["x-tc-timestamp"], `${date}/${service}/tc3_request`, hash(canonical)].join("\n");
  return mac(toSign, mac("tc3_request", mac(service, mac(date, `TC3${TENCENT_KEYS.secretKey}`)))).toString("hex") === signature;
}

type SendRequest = { PhoneNumberSet: string[]; SignName: string; TemplateId: string; TemplateParamSet: string[]; SessionContext: string };

/** Tencent Cloud SMS as far as its documentation goes: checks the signature, keeps templates, fills them, numbers its answers. */
export async function startTencent() {
  const state = {
    behaviour: "accept" as Behaviour, refusal: "LimitExceeded.AppDailyLimit", error: null as string | null, omit: new Set<string>(), refused: new Map<string, string>(),
    taken: [] as Taken[], calls: [] as { numbers: string[]; session: string; serials: string[] }[],
    templates: new Map<number, { content: string; status: number; reply: string }>(), pulled: [] as Record<string, unknown>[], signatures: [] as { SignName: string; StatusCode: number; ReviewReply: string }[],
  };
  let next = 1_000;
  const send = (request: SendRequest) => {
    const template = state.templates.get(Number(request.TemplateId));
    const serials: string[] = [];
    const statuses = request.PhoneNumberSet.flatMap((number) => {
      const code = state.behaviour === "refuse" ? state.refusal : template?.status === 0 ? state.refused.get(number) : "FailedOperation.TemplateIncorrectOrUnapproved";
      if (code !== undefined) return [{ SerialNo: "", PhoneNumber: number, Fee: 0, SessionContext: request.SessionContext, Code: code, Message: "", IsoCode: "CN" }];
      const serial = `5000:${String(next++)}`;
      serials.push(serial);
      state.taken.push({ to: number, text: `【${request.SignName}】${(template?.content ?? "").replace(/\{(\d+)\}/g, (_whole, index: string) => request.TemplateParamSet[Number(index) - 1] ?? "")}` });
      return state.omit.has(number) ? [] : [{ SerialNo: serial, PhoneNumber: number, Fee: 1, SessionContext: request.SessionContext, Code: "Ok", Message: "send success", IsoCode: "CN" }];
    });
    state.calls.push({ numbers: request.PhoneNumberSet, session: request.SessionContext, serials });
    return { SendStatusSet: statuses };
  };
  const server = await startLocalServer((request, response) => {
    const action = String(request.headers["x-tc-action"]);
    const say = (body: object) => answerJson(response, 200, { Response: { RequestId: "r", ...body } });
    if (!isSigned(request)) return say({ Error: { Code: "AuthFailure.SignatureFailure", Message: "" } });
    if (state.error !== null) return say({ Error: { Code: state.error, Message: "" } });
    const body = JSON.parse(request.body) as Record<string, unknown>;
    if (action === "SendSms") {
      if ((body as unknown as SendRequest).PhoneNumberSet.length > 200) return say({ Error: { Code: "LimitExceeded.PhoneNumberCountLimit", Message: "" } });
      const answer = send(body as unknown as SendRequest);
      return misbehave(state.behaviour, response) ? undefined : say(answer);
    }
    if (misbehave(state.behaviour, response)) return;
    if (action === "AddSmsTemplate") {
      const id = next++;
      state.templates.set(id, { content: String(body.TemplateContent), status: 1, reply: "" });
      return say({ AddTemplateStatus: { TemplateId: String(id) } });
    }
    if (action === "PullSmsSendStatusByPhoneNumber") return say({ PullSmsSendStatusSet: state.pulled.filter((one) => one.PhoneNumber === body.PhoneNumber) });
    if (action === "DescribeSmsSignList") return say({ DescribeSignListStatusSet: state.signatures.slice(Number(body.Offset), Number(body.Offset) + Number(body.Limit)) });
    const ids = (body.TemplateIdSet ?? []) as number[];
    return say({ DescribeTemplateStatusSet: ids.flatMap((id) => {
      const found = state.templates.get(id);
      return found ? [{ TemplateId: id, International: 0, StatusCode: found.status, ReviewReply: found.reply }] : [];
    }) });
  });
  return { state, server };
}
