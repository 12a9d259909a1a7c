import topLevelDomains from "tlds";
import { foldForScan, originalRange } from "@/lib/domain/text/fold";
import { finding, type Finding } from "./finding";
import { SHORTENERS } from "./lexicon";

export type RegisteredLink = { readonly host: string };

export type FoundLink = { readonly from: number; readonly to: number; readonly host: string; readonly scheme: string | null };

// All patterns read folded text, in which ， ； ！ ： ） are their half-width forms. A host or path ends there, and at a
// Chinese character: 请登录m.bank.com查看 holds m.bank.com.
const END = String.raw`\s,。;!、()【】"'“”‘’《》<>\p{Script=Han}`;
const WITH_SCHEME = new RegExp(String.raw`([a-z][a-z0-9+]{1,9}):\/\/([^/?#${END}]+)((?:[/?#][^${END}]*)?)`, "giu");
const ADDRESS = /()((?:\d{1,3}\.){3}\d{1,3})(?![\d.])/giu;
const LABEL = String.raw`(?:(?:(?!\p{Script=Han})[\p{L}\p{N}-])+|\p{Script=Han}+)`;
const BARE = new RegExp(String.raw`()((?:${LABEL}\.)+(?:[a-z][a-z0-9-]+|\p{Script=Han}{2,5}))((?:\/[^${END}]*)?)`, "giu");
// evil点com, evil[.]com, evil dot com: only what filters are usually slipped past with, since 网点app is no link.
const SPELLED = /()((?:[a-z0-9-]+(?:\s?(?:点|\[\.\]|\(\.\)|\bdot\b)\s?|\.))+(?:com|cn|net|org|top|xyz|vip|cc|info|site|club|shop))(?![a-z0-9])/giu;
const SPELLED_DOT = /点|\[|\(|\sdot\s/u;

// RFC 2606 keeps "example" for texts like those of the demo bank.
const TOP_LEVEL: ReadonlySet<string> = new Set([...topLevelDomains, "example"]);

/** The part of a dotted word that a phone would make a link of: 2.手机 and 完成.谢谢 are none. */
function bareHost(word: string): string | null {
  const labels = word.split(".");
  while (labels.length > 1 && !TOP_LEVEL.has(labels.at(-1) ?? "")) labels.pop();
  const isNumbered = labels.length === 2 && /^\d+$/.test(labels[0] ?? "") && !/^[a-z]/.test(labels[1] ?? "");
  return labels.length > 1 && !isNumbered ? labels.join(".") : null;
}

function hostOf(pattern: RegExp, host: string): string | null {
  if (pattern === BARE) return bareHost(host);
  if (pattern === SPELLED) return SPELLED_DOT.test(host) ? host : null;
  // The full stop of an English sentence.
  return host.replace(/[.:]+$/u, "");
}

/** Everything in a text that a phone or a person would take for a link, in the order of the patterns above. */
export function findLinks(text: string): readonly FoundLink[] {
  const folded = foldForScan(text);
  // Every link has a point or a colon, or spells its point and ends in Latin letters: most Chinese texts have neither.
  if (!/[.:]/.test(folded.text) && !(/点|\bdot\b/u.test(folded.text) && /[a-z]/.test(folded.text))) return [];
  const found: FoundLink[] = [];
  const taken: { readonly from: number; readonly to: number }[] = [];
  for (const pattern of [WITH_SCHEME, ADDRESS, SPELLED, BARE]) {
    for (const match of folded.text.matchAll(pattern)) {
      const host = hostOf(pattern, match[2] ?? "");
      const whole = host === match[2] ? match[0].length : match[0].indexOf(match[2] ?? "") + (host ?? "").length;
      const [from, to] = [match.index, match.index + whole];
      if (!host || taken.some((other) => from < other.to && to > other.from)) continue;
      taken.push({ from, to });
      found.push({ ...originalRange(folded, from, to), scheme: match[1] || null, host });
    }
  }
  return found;
}

const isShortener = (host: string) => SHORTENERS.some((short) => host === short || host.endsWith(`.${short}`));
const isDisguised = (host: string, written: string) =>
  /[^a-z0-9.-]/.test(host) || host.includes("xn--") || /^\d+(\.\d+){3}$/.test(host) || !written.toLowerCase().includes(host);

/** What is wrong with the links of a text: a registered host over https, written plainly, or nothing. */
export function checkLinks(text: string, registered: readonly RegisteredLink[]): readonly Finding[] {
  const hosts = new Set(registered.map((link) => link.host.toLowerCase()));
  return findLinks(text).flatMap((link) => {
    const at = (rule: Finding["rule"]) => finding(rule, text, link.from, link.to, { host: link.host });
    const written = text.slice(link.from, link.to);
    if (isShortener(link.host)) return [at("link_shortened")];
    if (isDisguised(link.host, written)) return [at("link_disguised")];
    if (!hosts.has(link.host)) return [at("link_unregistered")];
    return link.scheme === "https" ? [] : [at("link_not_https")];
  });
}
