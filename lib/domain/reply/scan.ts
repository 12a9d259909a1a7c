import type { Clause } from "./clauses";
import type { Phrase, ReasonCode } from "./phrase";

/** One reason: a phrase of our own lists and what it adds; never a customer's words. */
export type Because = { readonly code: ReasonCode; readonly phrase: string; readonly weight: number };

type Compiled = { readonly phrase: Phrase; readonly pattern: RegExp; readonly unless: readonly RegExp[] };

const compiled = new WeakMap<readonly Phrase[], readonly Compiled[]>();

function compile(phrase: Phrase): Compiled {
  const lists = phrase.words.map((words) => `(${words.join("|")})`);
  // Nothing is forgotten, missed or got wrong in between: "别忘了给我发" asks for texts.
  const body = lists.join(phrase.gap ? `[^忘漏误]{0,${phrase.gap}}?` : "");
  return {
    phrase, pattern: new RegExp(phrase.whole ? `(?:${body})$` : body, "y"),
    unless: (phrase.unless ?? []).map((word) => new RegExp(word)),
  };
}

function compiledOf(phrases: readonly Phrase[]): readonly Compiled[] {
  const known = compiled.get(phrases) ?? phrases.map(compile);
  compiled.set(phrases, known);
  return known;
}

const DENIAL = /(?:(?<!是)不|没|没有|(?<!是)不是|不要|未|别|并非|无|never|not|no|dont)$/u;

/** What people wrap around what they want: greetings, thanks, particles; in front and behind. */
const BEFORE = /^(?:您好|你好|喂|哎|唉|拜托|麻烦|劳驾|请|求求?你们?|谢谢你?们?的?|多谢|帮我|给我|帮忙|我要|我想|我们?|俺|本人|现在|暂时|真的|都|就|统统|全部?|马上|立即|立刻|赶紧|快点?|以后|今后|这个|你们?|那|please|pls)+/u;
const AFTER = /(?:谢谢你?们?哈?|谢了|多谢|感谢|吧|了|啊|呀|哦|哈|嘛|啦|哟|呢|的|行不行|行不|好吗|好不好|可以吗|一下|你们|吗你们|现在|马上|please|pls|thanks?|thankyou)+$/u;

/** The clause without courtesies; as it is where nothing else would be left. */
export function bareClause(text: string): string {
  const behind = text.replace(AFTER, "");
  return behind.replace(BEFORE, "") || behind || text;
}

function readClause({ phrase, pattern, unless }: Compiled, { text, starts }: Clause): Because | null {
  if (unless.some((word) => word.test(text))) return null;
  const at = (form: string, start: number): Because | null => {
    pattern.lastIndex = start;
    const match = pattern.exec(form);
    return match && { code: phrase.code, phrase: match.slice(1).filter((word) => word !== "").join("…"), weight: phrase.weight };
  };
  if (phrase.whole) return at(text, 0) ?? at(bareClause(text), 0);
  for (const start of starts) {
    const found = phrase.deniable && DENIAL.test(text.slice(Math.max(0, start - 5), start)) ? null : at(text, start);
    if (found) return found;
  }
  return null;
}

/** What the lists find in the clauses: each code once, at its greatest weight. */
export function scan(phrases: readonly Phrase[], clauses: readonly Clause[]): readonly Because[] {
  const found = new Map<ReasonCode, Because>();
  for (const one of compiledOf(phrases)) {
    const known = found.get(one.phrase.code);
    if (known && Math.abs(known.weight) >= Math.abs(one.phrase.weight)) continue;
    for (const clause of clauses) {
      const reason = readClause(one, clause);
      if (!reason) continue;
      found.set(reason.code, reason);
      break;
    }
  }
  return [...found.values()];
}
