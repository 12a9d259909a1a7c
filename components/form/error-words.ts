"use client";

import { useTranslations } from "next-intl";

type Evidence = Readonly<Record<string, string | number>>;

/** Splits a code from the numbers its words need: `field.too_long?max=500`. */
export function readCode(message: string): { readonly code: string; readonly evidence: Evidence } {
  const [code = "", query = ""] = message.split("?");
  const evidence: Record<string, string | number> = {};
  for (const [name, value] of new URLSearchParams(query))
    evidence[name] = value !== "" && Number.isFinite(Number(value)) ? Number(value) : value;
  return { code, evidence };
}

const CODE = /^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$/;

/** Turns an error's code into a sentence; `fallback` where the code has none. */
export function useErrorWords(): (
  message: string,
  evidence?: Evidence,
  fallback?: "unexpected" | "field.invalid",
) => string {
  const t = useTranslations("errors");
  return (message, evidence = {}, fallback = "unexpected") => {
    const read = readCode(message);
    if (!CODE.test(read.code) || !t.has(read.code)) return t(fallback);
    return t(read.code, { ...read.evidence, ...evidence });
  };
}
