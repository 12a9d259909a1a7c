"use client";

import { useDeferredValue } from "react";
import { useWatch, type Control } from "react-hook-form";
import { checkElderText, checkPlainText, type VersionInput } from "@/lib/domain/check/check-version";
import type { Finding } from "@/lib/domain/check/finding";
import { appraise, type Appraisal } from "@/lib/domain/template/appraise";
import { signatureText, type ComposerRegisters, type ComposerValues } from "./composer-values";

/** What is said of one text and how long it gets. */
type Checked = { readonly findings: readonly Finding[]; readonly appraisal: Appraisal };

export type CheckedText = {
  readonly values: ComposerValues;
  readonly plain: Checked;
  /** Null where elder-friendly customers get the same text as everybody. */
  readonly elder: Checked | null;
  /** The price that the appraisals reckon with. */
  readonly price: ComposerRegisters["prices"][keyof ComposerRegisters["prices"]] | null;
};

function check(values: ComposerValues, registers: ComposerRegisters): Omit<CheckedText, "values"> {
  const { purpose, language, text, elderText, variables, elderFriendly, signatureId, use, channel } = values;
  const { links, contacts, billingRule } = registers;
  const signature = signatureText(registers, signatureId);
  const signatures = registers.signatures.map((one) => one.text);
  const input: VersionInput = {
    purpose, language, text, elderText, variables, signature, elderFriendly, use, channel, links, contacts, signatures, billingRule,
  };
  const price = registers.prices[purpose] ?? null;
  const measured = (wording: string) =>
    appraise({ ...input, text: wording }, billingRule, price ? BigInt(price.micros) : null);
  return {
    price,
    plain: { findings: checkPlainText(input), appraisal: measured(text) },
    elder: elderText === null ? null : { findings: checkElderText(input), appraisal: measured(elderText) },
  };
}

/** Both texts as they are being written, checked and measured; typing goes first, checking follows. */
export function useCheckedText(control: Control<ComposerValues>, registers: ComposerRegisters): CheckedText {
  const values = useWatch({ control }) as ComposerValues;
  const settled = useDeferredValue(values);
  return { values, ...check(settled, registers) };
}
