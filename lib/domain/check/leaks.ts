import { foldForScan, originalRange, withoutSeparators } from "@/lib/domain/text/fold";
import { finding, type Finding } from "./finding";
import { isCardNumber, isIdNumber, isMobileNumber } from "./numbers";

// Nothing that is looked for has fewer digits.
const SHORTEST = 11;
const DIGITS = /\d{11,19}x?/giu;

/**
 * Full card, identity and mobile numbers in a text, also disguised by full-width digits, invisible characters or
 * separators. Used on templates and on every rendered text before it is stored (JR/T 0171-2020, PIPL 28).
 */
export function findLeaks(text: string): readonly Finding[] {
  const folded = foldForScan(text);
  if ((folded.text.match(/\d/g)?.length ?? 0) < SHORTEST) return [];
  const scanned = withoutSeparators(folded);
  const found: Finding[] = [];
  for (const match of scanned.text.matchAll(DIGITS)) {
    const digits = match[0];
    const at = originalRange(scanned, match.index, match.index + digits.length);
    const report = (rule: "card_number" | "id_number" | "phone_number") => found.push(finding(rule, text, at.from, at.to));
    if (isIdNumber(digits)) report("id_number");
    else if (isCardNumber(digits)) report("card_number");
    else if (isMobileNumber(digits)) report("phone_number");
  }
  return found;
}
