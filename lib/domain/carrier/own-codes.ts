import type { ClassifiedCode, ErrorClass } from "@/lib/domain/message/provider-error";

/** "The line is down and nothing was handed over." */
export const UNREACHABLE = "hongyan.unreachable";

// Refusals in our own words: nothing was handed over, so a temporary one may be tried again without a doubt.
const OWN: Readonly<Record<string, readonly [ErrorClass, string, string]>> = {
  "hongyan.never_taken": ["temporary", "retry_backoff", "the carrier never got it"],
  "hongyan.unreachable": ["temporary", "retry_line", "no connection to the carrier, nothing was written"],
  "hongyan.made_up_number": ["invalid_number", "drop_recipient", "a number that no real phone has"],
  "hongyan.not_filed": ["permanent", "pause_campaign", "the template is not filed with this account"],
  "hongyan.misconfigured": ["permanent", "pause_campaign_alert", "the account's settings or credentials are not usable"],
  "hongyan.invalid_number": ["invalid_number", "drop_recipient", "not a number in E.164 form"],
  "hongyan.part_left": ["permanent", "no_auto_retry", "a segment was refused after another one had left"],
  "hongyan.too_long": ["permanent", "fix_template", "longer than the carrier takes"],
};

/** Codes of our own, for those who list what they mean. */
export const OWN_CODES: readonly string[] = Object.keys(OWN);

/** What a refusal of our own means; null for a carrier's code. */
export function ownCode(code: string): ClassifiedCode | null {
  const known = Object.hasOwn(OWN, code) ? OWN[code] : undefined;
  return known ? { code, class: known[0], action: known[1], meaning: known[2], mapped: true } : null;
}
