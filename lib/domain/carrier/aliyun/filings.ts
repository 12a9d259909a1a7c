export type ReadFiling = { readonly state: "pending" | "filed" | "refused"; readonly code: string; readonly detail: string };

/** Alibaba's kinds of template (CreateSmsTemplate, TemplateType): 1 notice, 2 promotion. */
export function aliyunTemplateType(purpose: string): 1 | 2 {
  return purpose === "promotion" ? 2 : 1;
}

/** The text without the signature, which Alibaba puts in front itself. */
export function withoutSignature(text: string, signature: string): string {
  const front = `【${signature}】`;
  return text.startsWith(front) ? text.slice(front.length) : text;
}

// GetSmsTemplate and GetSmsSign: 0 in review, 1 passed, 2 failed, 10 withdrawn.
const STATES: Readonly<Record<string, ReadFiling["state"]>> = { 0: "pending", 1: "filed", 2: "refused", 10: "refused" };

/** What a status of a template's or signature's review means; an unknown one is pending, never filed. */
export function readAliyunFiling(status: unknown, rejectInfo: unknown): ReadFiling {
  const code = typeof status === "number" || typeof status === "string" ? String(status) : "";
  return { state: STATES[code] ?? "pending", code, detail: typeof rejectInfo === "string" ? rejectInfo.slice(0, 200) : "" };
}

export type OperatorFiling = { readonly operator: string; readonly state: ReadFiling["state"]; readonly code: string };

// GetSmsSign, registerStatus: -2 not filed, -1 being filed, 0 failed, 1 filed and to be proved, 2 lapsed after six months unused, 3 filed.
const REGISTER: Readonly<Record<string, ReadFiling["state"]>> = { "-2": "pending", "-1": "pending", 0: "refused", 1: "filed", 2: "refused", 3: "filed" };

/** How a signature stands with one of the three carriers. */
export function readOperatorFiling(operator: unknown, registerStatus: unknown, reason: unknown): OperatorFiling {
  const status = typeof registerStatus === "number" ? String(registerStatus) : "";
  return { operator: typeof operator === "string" ? operator : "", state: REGISTER[status] ?? "pending", code: typeof reason === "string" && reason !== "" ? reason : status };
}

/** One state for a signature: refused where its review or every carrier refuses, filed where one carrier has it, else pending. */
export function signatureFiling(review: ReadFiling, operators: readonly OperatorFiling[]): ReadFiling {
  const detail = operators.map((one) => `${one.operator}:${one.code}`).join(" ") || review.detail;
  if (review.state !== "filed" || operators.length === 0) return { ...review, detail };
  if (operators.some((one) => one.state === "filed")) return { state: "filed", code: review.code, detail };
  return { state: operators.every((one) => one.state === "refused") ? "refused" : "pending", code: review.code, detail };
}
