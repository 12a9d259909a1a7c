import { isMainland } from "../phone";

export type AliyunCallWish = {
  readonly to: string;
  readonly templateCode: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly reference: string;
  /** Null: the shared pool of numbers. */
  readonly shownNumber: string | null;
  readonly playTimes: number;
  readonly volume: number;
};

/**
 * The parameters of SingleCallByTts, one number a call (help.aliyun.com document_detail/393519); null for numbers outside the
 * mainland, where the service ended in March 2022.
 */
export function aliyunVoiceCall({ to, templateCode, variables, reference, shownNumber, playTimes, volume }: AliyunCallWish): Readonly<Record<string, string>> | null {
  if (!isMainland(to)) return null;
  return {
    CalledNumber: to.slice(3), TtsCode: templateCode, TtsParam: JSON.stringify(variables), PlayTimes: String(playTimes), Volume: String(volume), OutId: reference,
    ...(shownNumber === null ? {} : { CalledShowNumber: shownNumber }),
  };
}

export type AliyunCallReading = { readonly outcome: "accepted"; readonly callId: string } | { readonly outcome: "refused"; readonly code: string } | { readonly outcome: "uncertain" };

// Letters, dots and underscores: a number in this place is a gateway's word and not VMS's.
const CODE = /^[A-Za-z][\w.]{2,79}$/;
const CALL_ID = /^[\x21-\x7e]{1,120}$/;

/** Reads the body of an answer to SingleCallByTts: placed only with OK and an id, refused only with a code and none. */
export function readAliyunCallAnswer(body: unknown): AliyunCallReading {
  const { Code, CallId } = (typeof body === "object" && body !== null ? body : {}) as { readonly Code?: unknown; readonly CallId?: unknown };
  const code = typeof Code === "string" ? Code.trim() : "";
  const callId = typeof CallId === "string" ? CallId.trim() : "";
  if (code === "OK" && CALL_ID.test(callId)) return { outcome: "accepted", callId };
  return CODE.test(code) && code !== "OK" && callId === "" ? { outcome: "refused", code } : { outcome: "uncertain" };
}
