import { foldForScan, originalRange } from "@/lib/domain/text/fold";
import { finding, type Finding } from "./finding";
import { SHORTENERS } from "./lexicon";

export type RegisteredLink = { readonly host: string };

export type FoundLink = { readonly from: number; readonly to: number; readonly host: string; readonly scheme: string | null };

// Folded text: a dot may be written 点 or dot to slip past a filter.
const LINK = /(?:([a-z]{3,5}):\/\/)?((?:[\p{L}\p{N}-]+(?:\.|点|\[\.\]|\(\.\)))+(?:com|cn|net|org|top|xyz|vip|cc|me|im|nz|io|info|site|club|shop|ltd|gov|example|中国|[a-z]{2}))(?![\p{L}\p{N}])(\/[^\s，。；、！？）)】]*)?/giu;
const ADDRESS = /(?:([a-z]{3,5}):\/\/)?((?:\d{1,3}\.){3}\d{1,3})(?!\d)(\/[^\s，。；]*)?/giu;

/** Everything in a text that a phone or a person would take for a link. */
export function findLinks(text: string): readonly FoundLink[] {
  const folded = foldForScan(text);
  const found: FoundLink[] = [];
  for (const pattern of [LINK, ADDRESS]) {
    for (const match of folded.text.matchAll(pattern)) {
      const range = originalRange(folded, match.index, match.index + match[0].length);
      found.push({ ...range, scheme: match[1] ?? null, host: match[2] ?? "" });
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
