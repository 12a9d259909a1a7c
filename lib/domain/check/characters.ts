import { finding, type Finding } from "./finding";

const HIDDEN = /[\p{Cf}\u034f\u3164\uffa0]/gu;
// Letters of other scripts that look Latin: a Cyrillic а in "bank" is how addresses are forged (UTS #39).
const LOOKALIKE = /(?:[A-Za-z][\p{Script=Cyrillic}\p{Script=Greek}]|[\p{Script=Cyrillic}\p{Script=Greek}][A-Za-z])/gu;
const EMOJI = /\p{Extended_Pictographic}/gu;
// Frequent characters that exist in the traditional script only; carriers refuse such texts as unsupported content.
const TRADITIONAL = /[銀貸戶帳號請電話驗證碼優還額開關業務滿點擊復訊資轉匯據處個們時間為無與對應經濟]/gu;

/** Findings about characters: hidden ones, forged look-alikes, and those that carriers at home do not take. */
export function checkCharacters(text: string): readonly Finding[] {
  const found: Finding[] = [];
  const first = (pattern: RegExp, rule: Finding["rule"]) => {
    const [match] = text.matchAll(pattern);
    if (!match) return;
    const code = (match[0].codePointAt(0) ?? 0).toString(16).toUpperCase();
    found.push(finding(rule, text, match.index, match.index + match[0].length, { character: match[0], code }));
  };
  first(HIDDEN, "hidden_characters");
  first(LOOKALIKE, "mixed_script");
  first(EMOJI, "unsupported_characters");
  first(TRADITIONAL, "unsupported_characters");
  return found;
}
