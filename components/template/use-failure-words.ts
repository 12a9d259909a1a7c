"use client";

import { useTranslations } from "next-intl";
import type { ActionFailure } from "@/lib/domain/shared/action-result";

/** Turns codes of refusals into sentences: of a whole answer, and of one field. */
export function useFailureWords() {
  const t = useTranslations("errors");
  const has = (code: string) => t.has(code as never);
  const say = t as unknown as (code: string, evidence?: Readonly<Record<string, string | number>>) => string;
  return {
    ofFailure: ({ code, evidence, requestId }: ActionFailure): string =>
      `${say(has(code) ? code : "unexpected", evidence)}${requestId ? ` (${requestId})` : ""}`,
    ofField: (code: string | undefined): string | undefined =>
      code === undefined ? undefined : say(has(code) ? code : "invalid_input"),
  };
}
