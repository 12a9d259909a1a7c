import { foldForScan } from "@/lib/domain/text/fold";

/** A reply without width, case, spaces, punctuation, symbols and invisible characters: " Td!! " → "td". */
export function foldReply(text: string): string {
  return foldForScan(text).text.replace(/[\p{P}\p{S}\p{Z}\p{C}]/gu, "");
}
