import type { BillingRule } from "@/lib/domain/text/billing";
import type { Language, Purpose } from "@/lib/domain/shared/vocabulary";
import type { createTemplateSchema } from "@/lib/domain/template/schema";
import type { z } from "zod";

/** What the composer's form holds: the shape of a new template, also while an old one is edited. */
export type ComposerValues = z.input<typeof createTemplateSchema>;

/** The template that is edited; absent while it is new. */
export type ComposerTarget = {
  readonly templateId: string;
  /** 0: no draft yet, saving begins the next version. */
  readonly lockVersion: number;
};

/** Registers and prices that the composer checks and reckons with; the server holds the text against its own. */
export type ComposerRegisters = {
  readonly signatures: readonly { readonly id: string; readonly text: string }[];
  /** The draft's own signature, where it was retired since: shown and reported, never swapped in silence. */
  readonly retiredSignature?: { readonly id: string; readonly text: string };
  readonly links: readonly { readonly host: string; readonly note: string }[];
  readonly contacts: readonly { readonly number: string; readonly note: string }[];
  readonly billingRule: BillingRule;
  readonly prices: Readonly<Partial<Record<Purpose, { readonly micros: string; readonly effectiveFrom: string }>>>;
};

/** An empty form. */
export function emptyValues(language: Language, signatureId: string): ComposerValues {
  return {
    key: "",
    name: "",
    purpose: "loan",
    language,
    channel: "sms",
    signatureId,
    text: "",
    elderText: null,
    variables: [],
    elderFriendly: false,
    use: "notice",
    asksFor: null,
    productRisk: null,
    reasons: {},
  };
}

/** Signatures to choose from: those in use, and the draft's own. */
export function choosableSignatures(
  registers: ComposerRegisters,
): readonly { readonly id: string; readonly text: string }[] {
  const { signatures, retiredSignature } = registers;
  return retiredSignature ? [...signatures, retiredSignature] : signatures;
}

/** The words in 【】 for a signature's id. */
export function signatureText(registers: ComposerRegisters, id: string): string {
  return choosableSignatures(registers).find((one) => one.id === id)?.text ?? "";
}
