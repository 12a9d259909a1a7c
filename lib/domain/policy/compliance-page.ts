import { HOLDINGS } from "./compliance";
import { PACK_SOURCES } from "./packs";
import regulations from "./regulations.json";

export type Regulation = (typeof regulations.rules)[number];

/** Titles of tests that begin with a regulation's id, with the file they stand in. */
export type NamedTest = { readonly id: string; readonly file: string };

const VERIFIED: Readonly<Record<string, string>> = {
  primary_text_read: "law read",
  provider_documentation_read: "provider's page read",
  secondary_source: "second-hand",
  general_knowledge_unverified: "**not sourced**",
};

const cell = (text: string) => text.replaceAll("|", "\\|").replaceAll("\n", " ");

function rowsCiting(id: string): string[] {
  return Object.values(PACK_SOURCES).flatMap((pack) => pack.rows.filter((row) => row.regulations.includes(id)).map((row) => `\`${row.id}\``));
}

function holdingOf(id: string): string {
  const holding = HOLDINGS[id];
  switch (holding?.how) {
    case undefined:
      return "**nobody has said**";
    case "held":
      return `held: ${holding.by}`;
    case "partly":
      return `partly: ${holding.by}. Not: ${holding.missing}`;
    case "not":
      return `not held: ${holding.why}`;
  }
}

function lineOf(rule: Regulation, tests: readonly NamedTest[]): string {
  const files = [...new Set(tests.filter((one) => one.id === rule.id).map((one) => one.file))].sort();
  const instrument = [rule.instrument, rule.article ?? ""].join(" ").trim();
  const rows = rowsCiting(rule.id);
  return `| ${[
    rule.id, instrument, rule.rule, rule.effective ?? "–", `${rule.enforcement}, ${VERIFIED[rule.verification] ?? rule.verification}`,
    holdingOf(rule.id), rows.length === 0 ? "–" : rows.join(" "), files.length === 0 ? "–" : files.map((file) => `\`${file}\``).join(" "),
  ].map(cell).join(" | ")} |`;
}

const UNSOURCED = (["HK"] as const).map((code) => `${code} has no rule in regulations.json at all: its pack rests on general knowledge, and counsel must confirm every row.`);

/** docs/compliance.md as it should read now. */
export function compliancePage(tests: readonly NamedTest[]): string {
  const { rules, _meta } = regulations;
  const count = (how: string) => rules.filter((rule) => HOLDINGS[rule.id]?.how === how).length;
  const jurisdictions = [...new Set(rules.map((rule) => rule.jurisdiction))];
  return [
    "# Compliance: every rule, and what holds it",
    "",
    "Written by `npm run docs:compliance` from `lib/domain/policy` (regulations, packs, compliance) and from the titles of tests;",
    "a test fails when this page is stale. Engineering research, not legal advice: counsel of the bank confirms or changes every row.",
    "",
    `Of ${rules.length} rules (as of ${_meta.asOf}), ${count("held")} are held, ${count("partly")} in part, ${count("not")} not.`,
    "",
    ...jurisdictions.flatMap((jurisdiction) => [
      `## ${jurisdiction}`,
      "",
      "| Rule | Instrument | Says | Since | Weight, source | How it is held | Rows of packs | Tests |",
      "|---|---|---|---|---|---|---|---|",
      ...rules.filter((rule) => rule.jurisdiction === jurisdiction).map((rule) => lineOf(rule, tests)),
      "",
    ]),
    "## Not sourced",
    "",
    ...UNSOURCED.map((line) => `* ${line}`),
    "",
  ].join("\n");
}
