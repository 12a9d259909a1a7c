import { z } from "zod";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import type { Language } from "@/lib/domain/shared/vocabulary";

export const VARIABLE_KINDS = ["name", "money", "date", "lastFour", "code", "link", "text"] as const;
export type VariableKind = (typeof VARIABLE_KINDS)[number];

/** Most characters (UTF-16 units, as the tariff counts) of each kind that has a length of its own. */
const LENGTHS = { name: { initial: 10, max: 20 }, code: { initial: 6, max: 8 }, link: { initial: 60, max: 200 }, text: { initial: 20, max: 100 } } as const;
type SizedKind = keyof typeof LENGTHS;

const isSized = (kind: VariableKind): kind is SizedKind => kind in LENGTHS;

export const VARIABLE_NAME = /^[a-zA-Z][a-zA-Z0-9_]{0,29}$/;

/** A placeholder's declaration: what may stand for `${name}`, how long at most, and an example. */
export const templateVariableSchema = z
  .object({
    name: z.string().regex(VARIABLE_NAME, "variable.name_malformed"),
    kind: z.enum(VARIABLE_KINDS),
    label: z.string().trim().min(1, "variable.label_missing").max(30, "variable.label_long"),
    maxLength: z.number().int().min(1, "variable.length_range").max(200, "variable.length_range").optional(),
    sample: z.string().min(1, "variable.sample_missing").max(200, "variable.sample_long"),
  })
  .superRefine((variable, context) => {
    const { kind, maxLength } = variable;
    if (maxLength !== undefined && isSized(kind) && maxLength > LENGTHS[kind].max) {
      context.addIssue({ code: "custom", path: ["maxLength"], message: "variable.length_range" });
      return;
    }
    if (!validateValue(variable, variable.sample, "zh-CN").ok) context.addIssue({ code: "custom", path: ["sample"], message: "variable.sample_unfit" });
  });

export type TemplateVariable = {
  readonly name: string;
  readonly kind: VariableKind;
  readonly label: string;
  readonly maxLength?: number | undefined;
  readonly sample: string;
};

export type VariableRefusal = {
  readonly code:
    | "variable.empty" | "variable.too_long" | "variable.forbidden_character" | "variable.not_money" | "variable.not_date"
    | "variable.not_last_four" | "variable.not_code" | "variable.not_link";
  readonly name: string;
};

// Would let a value end the signature, start a new one, break the line (Cc, Zl, Zp) or hide what follows (Cf).
const FORBIDDEN = /[【】\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

// Ninety-nine million yuan: above it no notice of an inclusive-finance bank goes out by text.
const MONEY = /^-?(\d{1,8}|\d{1,2}(,\d{3}){2}|\d{1,3},\d{3})(\.\d{1,2})?$/;
const LONGEST_MONEY = "-99,999,999.99";

function moneyText(value: string): string {
  const plain = value.replaceAll(",", "");
  const negative = plain.startsWith("-");
  const [whole = "0", cents = ""] = plain.replace("-", "").split(".");
  const grouped = String(Number(whole)).replace(/\B(?=(\d{3})+$)/g, ",");
  return `${negative ? "-" : ""}${grouped}.${cents.padEnd(2, "0")}`;
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;

function dateText(value: string, language: Language): string | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value);
  if (!match) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const instant = new Date(Date.UTC(year, month - 1, day));
  if (instant.getUTCMonth() !== month - 1 || instant.getUTCDate() !== day) return null;
  return language === "en" ? `${day} ${MONTHS[month - 1] ?? ""} ${year}` : `${year}年${month}月${day}日`;
}

function isLink(value: string): boolean {
  return /^https:\/\/[a-z0-9-]+(\.[a-z0-9-]+)+(\/[A-Za-z0-9\-._~/?=&%]*)?$/.test(value);
}

/** Most characters of a variable's value, in UTF-16 units. */
export function lengthLimit(variable: Pick<TemplateVariable, "kind" | "maxLength">): number {
  if (isSized(variable.kind)) return variable.maxLength ?? LENGTHS[variable.kind].initial;
  return longestValue(variable, "zh-CN").length;
}

/** The value as it stands in the text (money with separators, dates in the bank's usual form), or why it may not. */
export function validateValue(variable: TemplateVariable, value: string, language: Language): Result<string, VariableRefusal> {
  const { name, kind } = variable;
  const text = value.trim();
  if (text === "") return fail({ code: "variable.empty", name });
  if (FORBIDDEN.test(text) || !text.isWellFormed()) return fail({ code: "variable.forbidden_character", name });
  switch (kind) {
    case "money":
      return MONEY.test(text) ? ok(moneyText(text)) : fail({ code: "variable.not_money", name });
    case "date": {
      const date = dateText(text, language);
      return date === null ? fail({ code: "variable.not_date", name }) : ok(date);
    }
    case "lastFour":
      return /^\d{4}$/.test(text) ? ok(text) : fail({ code: "variable.not_last_four", name });
    case "code":
      if (!/^\d{4,8}$/.test(text)) return fail({ code: "variable.not_code", name });
      break;
    case "link":
      if (!isLink(text)) return fail({ code: "variable.not_link", name });
      break;
    case "name":
    case "text":
      break;
  }
  return text.length > lengthLimit(variable) ? fail({ code: "variable.too_long", name }) : ok(text);
}

/** A value no valid one exceeds, neither in characters nor in the alphabet it forces. */
export function longestValue(variable: Pick<TemplateVariable, "kind" | "maxLength">, language: Language): string {
  const length = isSized(variable.kind) ? (variable.maxLength ?? LENGTHS[variable.kind].initial) : 0;
  switch (variable.kind) {
    case "money": return LONGEST_MONEY;
    case "date": return language === "en" ? "30 Sep 2026" : "2026年12月31日";
    case "lastFour": return "8888";
    case "code": return "8".repeat(length);
    case "link": return `https://${"x".repeat(Math.max(1, length - 12))}.com`.slice(0, Math.max(length, 12));
    case "name": return "赢".repeat(length);
    case "text": return "赢".repeat(length);
  }
}

/** A short value that is valid, for the other extreme of the preview. */
export function shortestValue(variable: Pick<TemplateVariable, "kind" | "maxLength">, language: Language): string {
  switch (variable.kind) {
    case "money": return "0.01";
    case "date": return language === "en" ? "1 Jan 2026" : "2026年1月1日";
    case "lastFour": return "0000";
    case "code": return "0000";
    case "link": return "https://a.cn";
    case "name": return "丁";
    case "text": return "一";
  }
}
