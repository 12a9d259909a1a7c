import { parsePlaceholders } from "@/lib/domain/template/placeholders";

/** "1234567:amount,date": the template's number and which variable stands for {1}, {2}, … */
export type TencentFiling = { readonly templateId: string; readonly order: readonly string[] };

const FILING = /^(\d{1,19})(?::([A-Za-z][A-Za-z0-9_]*(?:,[A-Za-z][A-Za-z0-9_]*)*))?$/;

/** Reads a filing id; null where it is none. */
export function readTencentFilingId(filingId: string): TencentFiling | null {
  const parts = FILING.exec(filingId);
  return parts?.[1] === undefined ? null : { templateId: parts[1], order: parts[2]?.split(",") ?? [] };
}

/** Writes a filing id. */
export function writeTencentFilingId({ templateId, order }: TencentFiling): string {
  return order.length === 0 ? templateId : `${templateId}:${order.join(",")}`;
}

/** The values in the order of the filed text; null where they are not exactly the variables that it has. */
export function tencentParams({ order }: TencentFiling, variables: Readonly<Record<string, string>>): readonly string[] | null {
  const names = new Set(order);
  if (names.size !== Object.keys(variables).length) return null;
  const values = order.map((name) => (Object.hasOwn(variables, name) ? variables[name] : undefined));
  return values.every((value) => value !== undefined) ? values : null;
}

/** A text with `${name}` in Tencent's form: {1}, {2}, … numbered as they come, each place by itself, because a number may stand once only. */
export function toTencentText(text: string): { readonly content: string; readonly order: readonly string[] } {
  const order: string[] = [];
  const content = parsePlaceholders(text).pieces.map((piece) => {
    if (piece.kind === "literal") return piece.text;
    order.push(piece.name);
    return `{${String(order.length)}}`;
  });
  return { content: content.join(""), order };
}

/** Tencent's kinds of template (AddSmsTemplate, SmsType): 1 marketing, 2 notice. */
export function tencentSmsType(purpose: string): 1 | 2 {
  return purpose === "promotion" ? 1 : 2;
}

// DescribeSmsTemplateList, StatusCode: 0 passed and in force, 1 in review, 2 passed and not yet in force, -1 refused.
const STATES: Readonly<Record<string, "pending" | "filed" | "refused">> = { 0: "filed", 1: "pending", 2: "pending", "-1": "refused" };

/** What a status of a template's review means; an unknown one is pending, never filed. */
export function readTencentFiling(status: unknown, reply: unknown): { readonly state: "pending" | "filed" | "refused"; readonly code: string; readonly detail: string } {
  const code = typeof status === "number" ? String(status) : "";
  return { state: STATES[code] ?? "pending", code, detail: typeof reply === "string" ? reply.slice(0, 200) : "" };
}
