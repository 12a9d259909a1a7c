import { foldForScan, originalRange, withoutSeparators } from "@/lib/domain/text/fold";
import { finding, type Finding } from "./finding";

export type RegisteredContact = { readonly number: string };

// Short bank and service numbers, 400/800 numbers, landlines with area code; mobiles are found as leaks. What is counted or
// paid is no number to call: 额度95000元.
const CONTACT = /(?<![\d¥$€])(?:9[56]\d{3,6}|[48]00\d{7}|0\d{2,3}\d{7,8}|1010\d{4})(?!\d|[.,]\d|\s*(?:元|万|亿|%|个|户|人|笔|条|天|yuan|cny|rmb))/gu;

// Its point must not be taken for one of the separators in a number: 950.00 is not 95000. Same length, so places stay.
const AMOUNT = /(\d)\.(\d{1,2})(?![\d.])/gu;

const plain = (number: string) => number.replace(/\D/g, "");

export type FoundContact = { readonly number: string; readonly from: number; readonly to: number };

/** Phone numbers that a reader would call, with their places in the text as written. */
export function findContacts(text: string): readonly FoundContact[] {
  const folded = foldForScan(text);
  const scanned = withoutSeparators({ ...folded, text: folded.text.replace(AMOUNT, "$1~$2") });
  return [...scanned.text.matchAll(CONTACT)].map((match) => ({ number: match[0], ...originalRange(scanned, match.index, match.index + match[0].length) }));
}

/** Those of them that the bank has not registered. */
export function checkContacts(text: string, registered: readonly RegisteredContact[]): readonly Finding[] {
  const known = new Set(registered.map((contact) => plain(contact.number)));
  return findContacts(text)
    .filter(({ number }) => !known.has(number))
    .map(({ number, from, to }) => finding("contact_unregistered", text, from, to, { number }));
}
