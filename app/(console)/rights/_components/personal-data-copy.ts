import type { useTranslations } from "next-intl";
import { formatMinute } from "@/lib/i18n/format";
import { wordOr } from "@/lib/i18n/word-or";
import type { PdfBlock } from "@/lib/server/pdf/document";
import type { PersonalData } from "@/lib/server/rights/personal-data";

type Words<N extends NonNullable<Parameters<typeof useTranslations>[0]>> = ReturnType<typeof useTranslations<N>>;

/** The words of a readable copy, in the language of whoever hands it over. */
export type CopyWords = {
  readonly t: Words<"rights.copy">;
  readonly rights: Words<"rights">;
  readonly purposes: Words<"purpose">;
  readonly channels: Words<"customers.channelName">;
  readonly states: Words<"message">;
  readonly rules: Words<"policy">;
  readonly consents: Words<"customers">;
  readonly separator: string;
  readonly isEnglish: boolean;
  readonly instant: (at: Date) => string;
};

type Known = { (key: string): string; has(key: string): boolean };

/** Everything that is held on a person as the parts of a document. */
export function copyBlocks(data: PersonalData, words: CopyWords): PdfBlock[] {
  const { t, instant, separator } = words;
  const at = (value: Date | null) => (value === null ? "–" : instant(value));
  const purpose = (code: string | null) => (code === null ? t("all") : wordOr(words.purposes as unknown as Known, code, code));
  const channel = (code: string | null) => (code === null ? t("all") : wordOr(words.channels as unknown as Known, code, code));
  const source = (code: string) => wordOr(words.rules as unknown as Known, `source.${code.split(":")[0] ?? code}`, code);
  // Which rules kept it back or made it wait; that all let it go is said in a few words. The machine-readable copy has every rule.
  const why = ({ decision }: PersonalData["messages"][number]) => {
    const held = decision.filter(({ outcome }) => outcome !== "pass").map(({ rule }) => wordOr(words.rules as unknown as Known, `${rule}.name`, rule));
    return held.length > 0 ? held.join(separator) : decision.length > 0 ? t("passed", { count: decision.length }) : "–";
  };
  const yes = (value: boolean) => t(value ? "yes" : "no");
  const table = (id: Section, columns: readonly (readonly [ColumnName, number])[], rows: readonly (readonly string[])[]): PdfBlock[] => [
    { kind: "heading", text: t(`section.${id}`) },
    { kind: "table", columns: columns.map(([name, share]) => ({ label: t(`column.${name}`), share })), rows, empty: t("none") },
  ];
  const { customer, preferences } = data;
  const facts = (rows: readonly (readonly [FactName, string | null])[]): PdfBlock => ({ kind: "facts", rows: rows.map(([name, value]) => [t(`fact.${name}`), value ?? "–"] as const) });

  return [
    { kind: "heading", text: t("section.identity") },
    facts([
      ["number", customer.number], ["name", customer.name], ["phone", customer.phone], ["email", customer.email], ["birthDate", customer.birthDate],
      ["branch", words.isEnglish ? customer.branch.nameEn : customer.branch.name], ["kind", customer.kind], ["products", customer.products.join(separator)], ["tags", customer.tags.join(separator)],
      ["language", customer.language], ["timeZone", customer.timeZone], ["riskTolerance", customer.riskTolerance === null ? null : `C${customer.riskTolerance}`], ["remarks", customer.remarks],
      ["createdAt", at(customer.createdAt)], ["updatedAt", at(customer.updatedAt)], ["closedAt", at(customer.closedAt)],
    ]),
    { kind: "heading", text: t("section.preferences") },
    ...(preferences === null ? [{ kind: "text", text: t("none"), tone: "muted" } as const] : [
      facts([
        ["channels", Object.entries(preferences.channels).map(([code, named]) => `${purpose(code)}: ${named.map(channel).join(" → ") || t("no")}`).join("\n")],
        ["quiet", preferences.quietFrom !== null && preferences.quietTo !== null ? `${formatMinute(preferences.quietFrom)}–${formatMinute(preferences.quietTo)}` : null],
        ["elderFriendly", yes(preferences.elderFriendly)], ["noProfiling", yes(preferences.noProfiling)], ["wantsCalls", yes(preferences.wantsCalls)],
        ["smallAmount", preferences.smallAmountYuan === null ? null : String(preferences.smallAmountYuan)], ["updatedAt", at(preferences.updatedAt)],
      ]),
      ...(preferences.helper === null ? [] : [
        { kind: "heading", text: t("section.helper") } as const,
        facts([["name", preferences.helper.name], ["phone", preferences.helper.phone], ["agreedAt", at(preferences.helper.agreedAt)], ["evidence", preferences.helper.evidence]]),
      ]),
    ]),
    ...table("consents", [["at", 3], ["purpose", 2], ["channel", 1.5], ["word", 1.5], ["wording", 2], ["source", 2], ["evidence", 3]],
      data.consents.map((one) => [at(one.at), purpose(one.purpose), channel(one.channel), words.consents(one.state as "given"), one.wordingVersion, source(one.source), one.evidence ?? "–"])),
    ...table("refusals", [["contact", 2], ["purpose", 2], ["channel", 2], ["source", 2], ["at", 3], ["lifted", 3]],
      data.refusals.map((one) => [t(`contact.${one.contact}`), purpose(one.purpose), channel(one.channel), source(one.source), at(one.at), at(one.liftedAt)])),
    ...(data.moreMessages ? [{ kind: "text", text: t("more", { count: data.messages.length }), tone: "muted" } as const] : []),
    ...table("messages", [["at", 2], ["purpose", 1.2], ["to", 2], ["text", 5], ["state", 1.3], ["why", 1.8]], data.messages.map((one) => [
      at(one.createdAt), purpose(one.purpose), one.to ?? "–", one.text ?? "–", wordOr(words.states as unknown as Known, `state.${one.state}`, one.state),
      why(one),
    ])),
    ...table("replies", [["at", 2], ["from", 2], ["text", 5]], data.replies.map((one) => [at(one.receivedAt), one.from, one.text])),
    ...table("campaigns", [["name", 4], ["purpose", 2], ["at", 3]], data.campaigns.map((one) => [one.name, purpose(one.purpose), at(one.frozenAt)])),
    ...table("lists", [["name", 3], ["at", 2.5], ["cells", 5]], data.lists.map((one) => [one.name, at(one.uploadedAt), Object.entries(one.cells).map(([name, cell]) => `${name}: ${cell}`).join(separator)])),
    ...table("files", [["name", 4], ["at", 3]], data.files.map((one) => [one.fileName, at(one.at)])),
    ...table("pageLinks", [["at", 3], ["until", 3], ["used", 3]], data.pageLinks.map((one) => [at(one.createdAt), at(one.revokedAt ?? one.expiresAt), at(one.lastUsedAt)])),
    ...table("requests", [["at", 3], ["kind", 3], ["state", 2], ["evidence", 2]],
      data.requests.map((one) => [at(one.receivedAt), words.rights(`kind.${one.kind as "access"}`), words.rights(`state.${one.state as "open"}`), one.evidence ?? "–"])),
    ...table("lookedAt", [["at", 3], ["by", 2], ["reason", 5]], data.lookedAt.map((one) => [at(one.at), one.by, one.reason])),
  ];
}

type Section = "consents" | "refusals" | "messages" | "replies" | "campaigns" | "lists" | "files" | "pageLinks" | "requests" | "lookedAt";
type ColumnName = "at" | "purpose" | "channel" | "word" | "source" | "evidence" | "wording" | "contact" | "lifted" | "text" | "to" | "from" | "state" | "why" | "name" | "cells" | "until" | "used" | "kind" | "by" | "reason";
type FactName =
  | "number" | "name" | "phone" | "email" | "birthDate" | "branch" | "kind" | "products" | "tags" | "language" | "timeZone" | "remarks" | "riskTolerance" | "createdAt" | "updatedAt" | "closedAt"
  | "channels" | "quiet" | "elderFriendly" | "noProfiling" | "wantsCalls" | "smallAmount" | "agreedAt" | "evidence";
