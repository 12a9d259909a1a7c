import { randomUUID } from "node:crypto";
import { answerJson, misbehave, startLocalServer, type Behaviour, type Taken } from "./local-server";

export const ACCOUNT_SID = `AC${"0".repeat(32)}`;
export const TWILIO_KEYS = { authToken: "token-only-for-tests" };

const unescaped = (xml: string) => xml.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&apos;", "'").replaceAll("&amp;", "&");

/** What a call would say, and in which language. */
export function spokenIn(twiml: string): { readonly text: string; readonly language: string; readonly redirect: string } {
  const [, language = "", text = ""] = /<Say language="([^"]+)">([\s\S]*?)<\/Say>/.exec(twiml) ?? [];
  return { language, text: unescaped(text), redirect: unescaped(/<Redirect[^>]*>([\s\S]*?)<\/Redirect>/.exec(twiml)?.[1] ?? "") };
}

/** Twilio's Messages and Calls APIs as far as their documentation goes, with their magic numbers. */
export async function startTwilio() {
  const state = {
    behaviour: "accept" as Behaviour, refusal: 21_611, taken: [] as Taken[], forms: [] as URLSearchParams[], listed: [] as Record<string, unknown>[], status: "active", answerAfterMs: 0,
    magic: new Map<string, number>([["+15005550001", 21_211], ["+15005550002", 21_612], ["+15005550003", 21_408], ["+15005550004", 21_610], ["+15005550009", 21_614]]),
  };
  const server = await startLocalServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url, "http://localhost");
    const refuse = (status: number, code: number) => answerJson(response, status, { code, message: "refused", more_info: `https://www.twilio.com/docs/errors/${String(code)}`, status });
    if (request.headers.authorization !== `Basic ${Buffer.from(`${ACCOUNT_SID}:${TWILIO_KEYS.authToken}`).toString("base64")}`) return refuse(401, 20_003);
    const base = `/2010-04-01/Accounts/${ACCOUNT_SID}`;
    if (request.method === "POST" && pathname === `${base}/Messages.json`) {
      const form = new URLSearchParams(request.body);
      state.forms.push(form);
      const [to, body] = [form.get("To") ?? "", form.get("Body") ?? ""];
      const code = state.behaviour === "refuse" ? state.refusal : state.magic.get(to);
      if (code !== undefined) return refuse(code === 20_429 ? 429 : 400, code);
      state.taken.push({ to, text: body });
      if (misbehave(state.behaviour, response)) return;
      const created = () => answerJson(response, 201, { sid: `SM${randomUUID().replaceAll("-", "")}`, to, body, status: "queued", error_code: null, date_created: new Date().toUTCString() });
      return state.answerAfterMs === 0 ? created() : void setTimeout(created, state.answerAfterMs);
    }
    if (request.method === "POST" && pathname === `${base}/Calls.json`) {
      const form = new URLSearchParams(request.body);
      state.forms.push(form);
      const to = form.get("To") ?? "";
      const code = state.behaviour === "refuse" ? state.refusal : state.magic.get(to);
      if (code !== undefined) return refuse(code === 20_429 ? 429 : 400, code);
      state.taken.push({ to, text: spokenIn(form.get("Twiml") ?? "").text });
      if (misbehave(state.behaviour, response)) return;
      return answerJson(response, 201, { sid: `CA${randomUUID().replaceAll("-", "")}`, to, status: "queued", direction: "outbound-api" });
    }
    if (misbehave(state.behaviour, response)) return;
    if (pathname === `${base}/Messages.json`) return answerJson(response, 200, { messages: state.listed.filter((one) => one.to === searchParams.get("To")), next_page_uri: null, page: 0, page_size: 100, uri: request.url });
    if (pathname === `${base}.json`) return answerJson(response, 200, { sid: ACCOUNT_SID, status: state.status });
    return refuse(404, 20_404);
  });
  return { state, server };
}
