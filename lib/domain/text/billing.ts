import { segmentText } from "./segments";

/** How the carrier counts: China charges 70/67 characters whatever the alphabet, international routes charge radio parts, a call is one call. */
export type BillingRule = "cn-domestic" | "international" | "per-call";

// help.aliyun.com document_detail/44335: 【signature】 and content together, every character 1; up to 70 one message, else 67 each.
const CN_SINGLE = 70;
const CN_EACH = 67;

function charactersOf(text: string): number {
  let count = 0;
  for (const character of text) count += character.length;
  return count;
}

/** Billing segments of a full text (with 【signature】); an empty text costs nothing because it is never sent. */
export function billingSegments(fullText: string, rule: BillingRule): number {
  if (fullText === "") return 0;
  if (rule === "per-call") return 1;
  if (rule === "cn-domestic") {
    const length = charactersOf(fullText);
    return length <= CN_SINGLE ? 1 : Math.ceil(length / CN_EACH);
  }
  const split = segmentText(fullText);
  return split.ok ? split.value.segments : 0;
}

/** Characters of a full text as the tariff counts them: UTF-16 units, as the carrier stores them. */
export function billingCharacters(fullText: string): number {
  return charactersOf(fullText);
}

/** Cost in micro-yuan of so many billing segments at a price in micro-yuan. */
export function billingCost(segments: number, priceMicros: bigint): bigint {
  return BigInt(segments) * priceMicros;
}
