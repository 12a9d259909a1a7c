import "server-only";
import { createTranslator } from "use-intl/core";
import type { Language } from "@/lib/domain/shared/vocabulary";
import { loadMessages } from "@/lib/i18n/load-messages";

export type ApiWords = {
  /** The heading of every refusal with this status. */
  title(status: number): string;
  /** What an error code means; a code without words is shown itself. */
  error(code: string, evidence: Readonly<Record<string, string | number>>): string;
  /** A sentence that an answer carries, by its whole key; a key without words is shown itself. */
  said(key: string, values: Readonly<Record<string, string | number>>): string;
  /** A text of the OpenAPI document, by its key under `api`. */
  document(key: string): string | null;
};

type Translator = {
  (key: string, values?: Record<string, string | number>): string;
  has(key: string): boolean;
  raw(key: string): unknown;
};

/** Codes of what stands in a campaign's way, whose words the readiness list has. */
const READINESS = "readiness.";

const made = new Map<Language, ApiWords>();

function makeWords(language: Language): ApiWords {
  const t = createTranslator({
    locale: language,
    messages: loadMessages(language),
    onError: () => undefined,
  }) as unknown as Translator;
  return {
    title: (status) => (t.has(`api.titles.${status}`) ? t(`api.titles.${status}`) : t("api.titles.422")),
    error: (code, evidence) => {
      const key = code.startsWith(READINESS) ? code.replace(READINESS, "readiness.blocker.") : `errors.${code}`;
      return t.has(key) ? t(key, evidence) : code;
    },
    said: (key, values) => (t.has(key) ? t(key, values) : key),
    document: (key) => (t.has(`api.${key}`) ? String(t.raw(`api.${key}`)) : null),
  };
}

/** The words of the API in one language, read once. */
export function apiWords(language: Language): ApiWords {
  let words = made.get(language);
  if (!words) made.set(language, (words = makeWords(language)));
  return words;
}
