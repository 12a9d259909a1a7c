import { isAliyunSigned } from "./aliyun-server";
import { answerJson, misbehave, startLocalServer, type Behaviour, type Taken } from "./local-server";

const fill = (content: string, values: Readonly<Record<string, string>>) => content.replace(/\$\{(\w+)\}/g, (_whole, name: string) => values[name] ?? "");

/** Alibaba Cloud VMS as far as its documentation goes: checks the signature, reads out filed templates, one number a call. */
export async function startVms() {
  const state = {
    behaviour: "accept" as Behaviour, refusal: "isv.AMOUNT_NOT_ENOUGH", httpRefusal: null as { status: number; code: string } | null,
    taken: [] as Taken[], calls: [] as { query: URLSearchParams; callId: string }[], templates: new Map<string, string>(), unknownCall: "100008.0",
  };
  let next = 1;
  const place = (query: URLSearchParams): Record<string, unknown> => {
    const template = state.templates.get(query.get("TtsCode") ?? "");
    const to = query.get("CalledNumber") ?? "";
    if (template === undefined) return { Code: "isv.TTS_TEMPLATE_ILLEGAL", Message: "TTS模板不合法" };
    if (!/^1\d{10}$/.test(to)) return { Code: "isv.MOBILE_NUMBER_ILLEGAL", Message: "" };
    if (state.behaviour === "refuse") return { Code: state.refusal, Message: "" };
    const callId = `1160128542${String(next++).padStart(2, "0")}^1028142700${String(next)}`;
    state.taken.push({ to: `+86${to}`, text: fill(template, JSON.parse(query.get("TtsParam") ?? "{}") as Record<string, string>) });
    state.calls.push({ query, callId });
    return { Code: "OK", Message: "OK", CallId: callId };
  };
  const server = await startLocalServer((request, response) => {
    const query = new URLSearchParams([...new URL(request.url, "http://localhost").searchParams, ...new URLSearchParams(request.body)]);
    if (!isAliyunSigned(request) || request.headers["x-acs-version"] !== "2017-05-25") return answerJson(response, 400, { Code: "SignatureDoesNotMatch", Message: "", RequestId: "r" });
    if (state.httpRefusal) return answerJson(response, state.httpRefusal.status, { Code: state.httpRefusal.code, Message: "", RequestId: "r" });
    if (request.headers["x-acs-action"] === "SingleCallByTts") {
      const answer = place(query);
      return misbehave(state.behaviour, response) ? undefined : answerJson(response, 200, { RequestId: "r", ...answer });
    }
    if (misbehave(state.behaviour, response)) return;
    return answerJson(response, 400, { Code: state.unknownCall, Message: "Data not available.", RequestId: "r" });
  });
  return { state, server };
}
