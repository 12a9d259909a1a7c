import { finding, type Finding } from "./finding";

const HIDDEN = /[\p{Cf}\u034f\u3164\uffa0]/gu;
// Letters of other scripts that look Latin: a Cyrillic а in "bank" is how addresses are forged (UTS #39).
const LOOKALIKE = /(?:[A-Za-z][\p{Script=Cyrillic}\p{Script=Greek}]|[\p{Script=Cyrillic}\p{Script=Greek}][A-Za-z])/gu;
const EMOJI = /\p{Extended_Pictographic}/gu;
const HAN = /\p{Script=Han}/gu;

let common: ReadonlySet<string> | undefined;

/** The 6,763 characters of GB/T 2312-1980 (rows 16–87), which every carrier and every old phone takes; traditional forms are not among them. */
function commonCharacters(): ReadonlySet<string> {
  const decoder = new TextDecoder("gbk");
  const bytes: number[] = [];
  for (let row = 0xb0; row <= 0xf7; row += 1) for (let cell = 0xa1; cell <= 0xfe; cell += 1) bytes.push(row, cell);
  return new Set(decoder.decode(new Uint8Array(bytes)).match(HAN) ?? []);
}

/** Findings about characters: hidden ones, forged look-alikes, and those that carriers at home do not take. */
export function checkCharacters(text: string): readonly Finding[] {
  const found: Finding[] = [];
  const report = (match: RegExpExecArray, rule: Finding["rule"]) => {
    const code = (match[0].codePointAt(0) ?? 0).toString(16).toUpperCase();
    found.push(finding(rule, text, match.index, match.index + match[0].length, { character: match[0], code }));
  };
  const first = (pattern: RegExp, rule: Finding["rule"]) => {
    const [match] = text.matchAll(pattern);
    if (match) report(match, rule);
  };
  first(HIDDEN, "hidden_characters");
  first(LOOKALIKE, "mixed_script");
  first(EMOJI, "unsupported_characters");
  const rare = [...text.matchAll(HAN)].find((match) => !(common ??= commonCharacters()).has(match[0]));
  if (rare) report(rare, "unsupported_characters");
  return found;
}
