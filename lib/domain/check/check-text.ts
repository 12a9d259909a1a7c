import { billingSegments, type BillingRule } from "@/lib/domain/text/billing";
import { foldForScan } from "@/lib/domain/text/fold";
import { longestRendering, sampleRendering } from "@/lib/domain/template/extremes";
import { parsePlaceholders } from "@/lib/domain/template/placeholders";
import type { RenderableTemplate } from "@/lib/domain/template/render";
import { checkCharacters } from "./characters";
import { checkContacts, findContacts, type RegisteredContact } from "./contacts";
import { finding, reasonKey, type Finding } from "./finding";
import { findLeaks } from "./leaks";
import { OPT_OUT, OPT_OUT_FORMS, VAGUE_SIGNATURES } from "./lexicon";
import { checkLinks, findLinks, type RegisteredLink } from "./links";
import { checkWording } from "./wording";

/** A text as it is being written, and the registers it is held against. */
export type CheckInput = RenderableTemplate & {
  readonly elderFriendly: boolean;
  readonly billingRule: BillingRule;
  readonly links: readonly RegisteredLink[];
  readonly contacts: readonly RegisteredContact[];
  /** Signatures in use. */
  readonly signatures: readonly string[];
};

/** Most characters of a text with the longest values (help.aliyun.com document_detail/44335). */
export const CONTENT_MAX = 500;
const ELDERLY_MAX = 70;
const PROMOTION_SEGMENTS_MAX = 2;

function checkPlaceholders({ text, variables, elderText }: CheckInput): Finding[] {
  const { names: here, problems, pieces } = parsePlaceholders(text);
  // The two texts of a version share their variables: one of them may leave some out.
  const names = [...here, ...parsePlaceholders(elderText ?? "").names];
  const declared = new Set(variables.map((variable) => variable.name));
  const undeclared = pieces.flatMap((piece) => (piece.kind === "variable" && !declared.has(piece.name) ? [finding("placeholder_undeclared", text, piece.from, piece.to, { name: piece.name })] : []));
  const unused = variables.filter((variable) => !names.includes(variable.name)).map((variable) => finding("variable_unused", text, 0, 0, { name: variable.name, label: variable.label }));
  return [...problems.map((problem) => finding("placeholder_malformed", text, problem.from, problem.to)), ...undeclared, ...unused];
}

function checkOptOut({ text, purpose }: CheckInput): Finding[] {
  const trimmed = text.trimEnd();
  if (purpose === "promotion") return trimmed.endsWith(OPT_OUT) ? [] : [finding("opt_out_missing", text, Math.max(0, trimmed.length - 8), trimmed.length, { ending: OPT_OUT })];
  const folded = foldForScan(text).text;
  const form = OPT_OUT_FORMS.find((one) => folded.includes(one));
  if (form === undefined) return [];
  const at = Math.max(0, text.toLowerCase().indexOf(form));
  return [finding("opt_out_in_notice", text, at, at + form.length)];
}

function checkSignature({ text, signature, signatures }: CheckInput): Finding[] {
  const found: Finding[] = [];
  const inside = /[【】]/u.exec(text);
  if (inside) found.push(finding("signature_inside", text, inside.index, inside.index + 1));
  if (VAGUE_SIGNATURES.some((vague) => signature === vague)) found.push(finding("signature_vague", text, 0, 0, { signature }));
  else if (!signatures.includes(signature)) found.push(finding("signature_unknown", text, 0, 0, { signature }));
  return found;
}

function checkLength(input: CheckInput): Finding[] {
  const { text, purpose, elderFriendly, billingRule } = input;
  const longest = longestRendering(input);
  const found: Finding[] = [];
  if (text.trim() === "") found.push(finding("text_empty", text, 0, 0));
  if (longest.length > CONTENT_MAX) found.push(finding("text_too_long", text, 0, text.length, { characters: longest.length, most: CONTENT_MAX }));
  if (elderFriendly && longest.length > ELDERLY_MAX) found.push(finding("elderly_too_long", text, 0, text.length, { characters: longest.length, most: ELDERLY_MAX }));
  const segments = billingSegments(longest, billingRule);
  if (purpose === "promotion" && segments > PROMOTION_SEGMENTS_MAX) found.push(finding("promotion_too_long", text, 0, text.length, { segments, most: PROMOTION_SEGMENTS_MAX }));
  return found;
}

function checkPersonal({ text, purpose, variables, elderFriendly, contacts }: CheckInput, hasLink: boolean): Finding[] {
  const used = new Set(parsePlaceholders(text).names);
  const of = (kind: string) => variables.find((variable) => variable.kind === kind && used.has(variable.name));
  const found: Finding[] = [];
  const code = of("code");
  if (code && purpose !== "account" && purpose !== "risk") found.push(finding("code_outside_code_text", text, 0, 0, { name: code.name }));
  if (purpose === "promotion" && (of("money") || of("lastFour"))) found.push(finding("personal_in_promotion", text, 0, 0, { label: (of("money") ?? of("lastFour"))?.label ?? "" }));
  if (purpose === "account" && of("money") && !of("lastFour")) found.push(finding("no_anchor", text, 0, 0));
  if (elderFriendly && hasLink) found.push(finding("link_for_elderly", text, 0, 0));
  if (purpose === "risk" && hasLink) found.push(finding("link_in_risk", text, 0, 0));
  if (elderFriendly && !contacts.some((contact) => text.includes(contact.number))) found.push(finding("elderly_without_hotline", text, 0, 0));
  return found;
}

// Carriers, from May 2025 on: domain.md §2.4.
const LINKS_MAX = 1;
const CONTACTS_MAX = 2;

/** How many ways to click and to call a text offers, and whether its variables stand apart. */
function checkCounts({ text, purpose, variables }: CheckInput): Finding[] {
  const { pieces, names } = parsePlaceholders(text);
  const links = findLinks(text);
  const linked = links.length + variables.filter(({ kind, name }) => kind === "link" && names.includes(name)).length;
  const contacts = findContacts(text);
  const second = links[LINKS_MAX] ?? links[0];
  const third = contacts[CONTACTS_MAX];
  const joint = pieces.find((piece, index) => piece.kind === "variable" && pieces[index - 1]?.kind === "variable");
  return [
    ...(linked > LINKS_MAX ? [finding("links_many", text, second?.from ?? 0, second?.to ?? 0, { count: linked, most: LINKS_MAX })] : []),
    ...(third ? [finding("contacts_many", text, third.from, third.to, { count: contacts.length, most: CONTACTS_MAX })] : []),
    ...(joint?.kind === "variable" ? [finding("variables_adjacent", text, joint.from, joint.to)] : []),
    // Who writes stands in the signature; how to reach him must stand in the text (广告法 43).
    ...(purpose === "promotion" && contacts.length === 0 ? [finding("promotion_without_contact", text, 0, 0)] : []),
  ];
}

/** Everything the content check says of a text, errors first, then by place. */
export function checkText(input: CheckInput): readonly Finding[] {
  const { text, variables, purpose, elderFriendly } = input;
  const used = new Set(parsePlaceholders(text).names);
  const hasCode = variables.some((variable) => variable.kind === "code" && used.has(variable.name));
  const hasLink = findLinks(text).length > 0 || variables.some((variable) => variable.kind === "link" && used.has(variable.name));
  const found = [
    ...checkLength(input),
    ...checkPlaceholders(input),
    ...checkSignature(input),
    ...checkOptOut(input),
    ...findLeaks(text),
    ...checkLinks(text, input.links),
    ...checkContacts(text, input.contacts),
    ...checkWording(text, purpose, { code: hasCode, link: hasLink, elderlyReaders: elderFriendly }),
    ...checkCharacters(text),
    ...checkPersonal(input, hasLink),
    ...checkCounts(input),
    ...sampleLeaks(input),
  ];
  return inOrder(found);
}

/** Errors first, then by place. */
export function inOrder(found: readonly Finding[]): readonly Finding[] {
  const rank = (one: Finding) => (one.severity === "error" ? 0 : 1);
  return [...found].sort((a, b) => rank(a) - rank(b) || a.from - b.from);
}

/** A number may be cut in two by a placeholder: the rendered sample is scanned as well. */
function sampleLeaks(input: CheckInput): Finding[] {
  const own = new Set(findLeaks(input.text).map((one) => one.rule));
  return findLeaks(sampleRendering(input)).filter((one) => !own.has(one.rule)).map((one) => finding(one.rule, input.text, 0, input.text.length));
}

/** Warnings that still want a reason from the author. */
export function unansweredWarnings(findings: readonly Finding[], reasons: Readonly<Record<string, string>>): readonly Finding[] {
  return findings.filter((one) => one.severity === "warning" && (reasons[reasonKey(one)] ?? "").trim().length < 4);
}

/** Whether the text may be submitted at all. */
export function hasErrors(findings: readonly Finding[]): boolean {
  return findings.some((one) => one.severity === "error");
}

