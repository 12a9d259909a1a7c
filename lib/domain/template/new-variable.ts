import type { Language } from "@/lib/domain/shared/vocabulary";
import type { TemplateVariable, VariableKind } from "./variable";

const NAMES: Readonly<Record<VariableKind, string>> = {
  name: "name",
  money: "amount",
  date: "date",
  lastFour: "lastFour",
  code: "code",
  link: "link",
  text: "text",
};

const SAMPLES: Readonly<Record<Language, Readonly<Record<VariableKind, string>>>> = {
  "zh-CN": {
    name: "王小明",
    money: "1234.50",
    date: "2026-12-05",
    lastFour: "8826",
    code: "385206",
    link: "https://example.com/a",
    text: "内容",
  },
  en: {
    name: "Wang Xiaoming",
    money: "1234.50",
    date: "2026-12-05",
    lastFour: "8826",
    code: "385206",
    link: "https://example.com/a",
    text: "words",
  },
};

// Names in Latin letters are longer than the ten characters that suffice for Chinese ones.
const NAME_LENGTH_EN = 20;

export type NewVariable = {
  readonly kind: VariableKind;
  readonly label: string;
  readonly language: Language;
  readonly host?: string | undefined;
};

/** A declaration that is valid as it stands, under a name that no other has. */
export function newVariable({ kind, label, language, host }: NewVariable, taken: readonly string[]): TemplateVariable {
  const base = NAMES[kind];
  let name = base;
  for (let count = 2; taken.includes(name); count += 1) name = `${base}${count}`;
  const sample = kind === "link" && host ? `https://${host}/a` : SAMPLES[language][kind];
  return { name, kind, label, sample, ...(kind === "name" && language === "en" ? { maxLength: NAME_LENGTH_EN } : {}) };
}

/** Puts a placeholder where the cursor is; answers the text and where the cursor belongs then. */
export function insertPlaceholder(
  text: string,
  name: string,
  from: number,
  to: number,
): { readonly text: string; readonly cursor: number } {
  const placeholder = `\${${name}}`;
  return { text: text.slice(0, from) + placeholder + text.slice(to), cursor: from + placeholder.length };
}

/** The text with a variable under its new name. */
export function renamePlaceholder(text: string, before: string, after: string): string {
  return text.replaceAll(`\${${before}}`, `\${${after}}`);
}
