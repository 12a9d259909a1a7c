import "server-only";
import type { CheckedText, CheckRequest, SegmentsBody, SegmentsRequest } from "@/lib/domain/api/text-shapes";
import { checkText } from "@/lib/domain/check/check-text";
import type { Finding } from "@/lib/domain/check/finding";
import type { Language } from "@/lib/domain/shared/vocabulary";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import { septetsOf } from "@/lib/domain/text/alphabet";
import { measureText } from "@/lib/domain/text/measure";
import type { Registers } from "../templates/registers";
import { refusedAt, type ApiRefusal } from "./refusal";
import { apiWords } from "./words";

/** A text that lies in the small alphabet but for so few characters is worth mending. */
const FORCING_MAX = 20;
const FORCING_SHARE_MAX = 0.2;

/** The characters for whose sake a text needs two-byte letters, where they are few enough to be replaced. */
function worthReplacing(text: string, forcedBy: readonly { readonly character: string }[]): string[] | null {
  const characters = [...text];
  const forcing = characters.filter((one) => septetsOf(one) === null).length;
  const isFew = forcing > 0 && forcing <= FORCING_MAX && forcing / characters.length <= FORCING_SHARE_MAX;
  return isFew ? forcedBy.map(({ character }) => character) : null;
}

/** A text as the network splits it and the carrier charges it. */
export function toSegments({ text, signature }: SegmentsRequest): Result<SegmentsBody, ApiRefusal & { code: string }> {
  const full = signature === undefined ? text : `【${signature}】${text}`;
  const rule = "cn-domestic";
  const measured = measureText(full, rule);
  if (!measured.ok) return fail(refusedAt(measured.error, ["text"]));
  const { encoding, characters, units, segments, parts, billing } = measured.value;
  const forcedBy = encoding === "GSM-7" ? null : worthReplacing(full, measured.value.forcedBy);
  return ok({
    encoding, characters, units, segments, parts: parts.map((part) => part.text), billing: { segments: billing.segments, rule },
    ...(forcedBy === null ? {} : { forcedBy }),
  });
}

const SIGNATURE = /^【([^【】]{1,40})】/u;
/** What only a text with a signature can be judged by. */
const OF_SIGNATURE: ReadonlySet<Finding["rule"]> = new Set(["signature_unknown", "signature_vague"]);

/** What the content check says of a text; a 【signature】 in front is judged as one, places are those of the text as sent. */
export function toCheckedText({ purpose, text, elderFriendly = false }: CheckRequest, registers: Registers, language: Language): CheckedText {
  const words = apiWords(language);
  const signature = SIGNATURE.exec(text);
  const offset = signature?.[0].length ?? 0;
  const findings = checkText({
    purpose, language, text: text.slice(offset), signature: signature?.[1] ?? "", variables: [], elderFriendly, billingRule: registers.billingRule,
    links: registers.links, contacts: registers.contacts, signatures: registers.signatures.map((one) => one.text),
  });
  const judged = findings.filter(({ rule }) => signature !== null || !OF_SIGNATURE.has(rule));
  return {
    findings: judged.map(({ rule, severity, instrument, from, to, evidence }) => ({
      rule, severity, ...(instrument === null ? {} : { instrument }),
      message: [words.said(`check.${rule}.title`, evidence), words.said(`check.${rule}.mend`, evidence)].join(language === "en" ? ". " : "。"),
      from: from + offset, to: to + offset,
    })),
  };
}
