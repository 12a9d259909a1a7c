"use client";

import { useDeferredValue } from "react";
import { useWatch, type Control } from "react-hook-form";
import { checkText } from "@/lib/domain/check/check-text";
import type { Finding } from "@/lib/domain/check/finding";
import { appraise, type Appraisal } from "@/lib/domain/template/appraise";
import type { RenderableTemplate } from "@/lib/domain/template/render";
import { signatureText, type ComposerRegisters, type ComposerValues } from "./composer-values";

export type CheckedText = {
  readonly values: ComposerValues;
  readonly findings: readonly Finding[];
  readonly appraisal: Appraisal;
  /** The price that the appraisal reckons with. */
  readonly price: ComposerRegisters["prices"][keyof ComposerRegisters["prices"]] | null;
};

function check(values: ComposerValues, registers: ComposerRegisters): Omit<CheckedText, "values"> {
  const { purpose, language, text, variables, elderFriendly, signatureId } = values;
  const signature = signatureText(registers, signatureId);
  const template: RenderableTemplate = { purpose, language, text, variables, signature };
  const price = registers.prices[purpose] ?? null;
  return {
    price,
    appraisal: appraise(template, registers.billingRule, price ? BigInt(price.micros) : null),
    findings: checkText({
      ...template,
      elderFriendly,
      billingRule: registers.billingRule,
      links: registers.links,
      contacts: registers.contacts,
      signatures: registers.signatures.map((one) => one.text),
    }),
  };
}

/** The text as it is being written, checked and measured; typing goes first, checking follows. */
export function useCheckedText(control: Control<ComposerValues>, registers: ComposerRegisters): CheckedText {
  const values = useWatch({ control }) as ComposerValues;
  const settled = useDeferredValue(values);
  return { values, ...check(settled, registers) };
}
