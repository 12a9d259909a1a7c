import type { Clause } from "./clauses";
import { foldReply } from "./fold";
import type { ReplyKeywords } from "./keywords";
import { bareClause, type Because } from "./scan";
import { toSimplified } from "./simplified";

/** How phones and fingers write our words: characters of the same sound, one list a syllable. */
const SOUNDS: readonly { readonly word: string; readonly pattern: RegExp }[] = [
  { word: "退订", pattern: /^(?:[退推腿褪蜕颓忒腿]|tui)(?:[订定丁汀钉盯顶鼎叮锭仃町]|ding|din)$/u },
  { word: "拒收", pattern: /^(?:[拒具聚据巨剧惧距举句锯矩俱]|ju)(?:[收手守首受售瘦]|shou|sou)$/u },
  { word: "取消", pattern: /^(?:[取去曲娶趣区]|qu)(?:[消销小笑校肖削效宵]|xiao)$/u },
  { word: "停止", pattern: /^(?:[停亭婷廷听挺]|ting)(?:[止只纸指址治之]|zhi)$/u },
  { word: "TD", pattern: /^t+d+$|^dt$|^tb$|^td\d$/u },
  { word: "STOP", pattern: /^s+t+o+p+$|^sto+p+$|^stp$|^sotp$/u },
  { word: "UNSUBSCRIBE", pattern: /^unsub(?:scribed?)?$|^unsubscri\p{L}*$|^unsubsribe$|^unsuscribe$/u },
];

const ASKING = /吗|什么|啥|会不会|影响|还能|怎么弄回|重新|是否|不小心|别停|有没有用|成功没|要不要/u;
const AGAINST = /(?:不|没|没有|不是|不要|没要|不想|别|并非|如果|要是|能不能)$/u;

/** A text that is nearly a keyword of refusal: repeated, misspelt, by sound, wrapped in courtesies, named in passing. */
export function nearKeyword(clauses: readonly Clause[], keywords: ReplyKeywords): Because | null {
  const words = keywords.refuse.map((word) => ({ word, folded: toSimplified(foldReply(word)) })).filter(({ folded }) => folded !== "");
  const whole = clauses.map((clause) => clause.text).join("");
  if (whole === "") return null;
  const near = (word: string, weight: number): Because => ({ code: "looks_like_keyword", phrase: word, weight });
  for (const { word, folded } of words) {
    // "TTTT", "退订退订", and the traditional form.
    if (whole.length % folded.length === 0 && whole === folded.repeat(whole.length / folded.length)) return near(word, 90);
  }
  const spoken = (text: string) => SOUNDS.find(({ word, pattern }) => pattern.test(text) && keywords.refuse.includes(word));
  const sounds = spoken(whole) ?? clauses.map(({ text }) => spoken(text) ?? spoken(bareClause(text))).find((one) => one !== undefined);
  if (sounds) return near(sounds.word, 75);
  return namesKeyword(clauses, whole, words);
}

type Word = { readonly word: string; readonly folded: string };

function namesKeyword(clauses: readonly Clause[], whole: string, words: readonly Word[]): Because | null {
  const named = (word: string, weight: number): Because => ({ code: "names_keyword", phrase: word, weight });
  const longest = [...words].sort((a, b) => b.folded.length - a.folded.length);
  // Several of them in a row, or "回复R".
  const chain = new RegExp(`^(?:请|我)?(?:回复|回|发送|发|按)?(?:${longest.map(({ folded }) => folded).join("|")})+$`, "u");
  const first = longest.find(({ folded }) => whole.includes(folded));
  if (first && whole.length >= 2 && chain.test(whole)) return named(first.word, 75);
  for (const { text } of clauses) {
    const bare = bareClause(text);
    const same = longest.find(({ folded }) => folded === text || folded === bare);
    // A letter that stands alone among other words may be an answer to anything, but for those that our texts teach.
    if (same && (same.folded.length > 1 || same.folded === "r" || same.folded === "t")) return named(same.word, 60);
    if (ASKING.test(text)) continue;
    const inside = longest.find(({ folded }) => /^(?:退订|拒收|unsubscribe)$/u.test(folded) && text.includes(folded));
    if (inside && !AGAINST.test(text.slice(0, text.indexOf(inside.folded)))) return named(inside.word, 60);
    const told = /(?:回复?|回了|发了?|说了)(r|td|t)(?![a-z0-9])/u.exec(text);
    const taught = told && longest.find(({ folded }) => folded === told[1]);
    if (taught) return named(taught.word, 60);
  }
  return null;
}
