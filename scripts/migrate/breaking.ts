/** Why the version before this one would stumble over a statement, or everybody would wait for it. */
export type Breach = { readonly statement: string; readonly why: "removes" | "renames" | "retypes" | "demands" | "locks" };

/** Tables that grow with customers and messages: what reads all of one while holding a lock stops the sending. */
export const BIG_TABLES: ReadonlySet<string> = new Set([
  "message", "message_attempt", "message_part", "receipt", "dispatch_batch", "carrier_exchange", "carrier_callback", "inbound_message", "campaign_audience", "audience_list_entry",
  "customer", "customer_facet", "preference", "consent_entry", "suppression", "access_link", "audit_entry", "daily_tally", "import_refusal", "import_seen",
]);

const NAME = '"?(?:public"?\\.)?"?(\\w+)"?';
const TABLE_MADE = new RegExp(`^CREATE TABLE (?:IF NOT EXISTS )?${NAME}`, "i");
const TABLE_ALTERED = new RegExp(`^ALTER TABLE (?:ONLY |IF EXISTS )*${NAME}`, "i");
const INDEX_MADE = new RegExp(`^CREATE (?:UNIQUE )?INDEX .*?\\bON (?:ONLY )?${NAME}`, "i");

/** The statements of a migration, without comments; bodies of functions stay whole. */
function statementsOf(sql: string): string[] {
  const parts = sql.match(/\$(\w*)\$[\s\S]*?\$\1\$|'(?:[^']|'')*'|--[^\n]*|\/\*[\s\S]*?\*\/|;|[^$'\-/;]+|[\s\S]/g) ?? [];
  const statements = [""];
  for (const part of parts) {
    if (part === ";") statements.push("");
    else if (!part.startsWith("--") && !part.startsWith("/*")) statements.push(`${statements.pop() ?? ""}${part}`);
  }
  return statements.map((one) => one.replaceAll(/\s+/g, " ").trim()).filter((one) => one !== "");
}

/** What one statement takes from the version before, whose processes still run while it is applied. */
function takes(statement: string): Breach["why"] | null {
  // What a function does when it is called is its own affair; what is done to it counts.
  const outside = statement.replaceAll(/\$(\w*)\$[\s\S]*?\$\1\$/g, "").replaceAll(/'(?:[^']|'')*'/g, "''");
  if (/\bDROP (TABLE|COLUMN|VIEW|FUNCTION|TYPE|SCHEMA|SEQUENCE|MATERIALIZED)\b/i.test(outside) || /^(DELETE|TRUNCATE|REVOKE)\b/i.test(outside)) return "removes";
  // Prisma itself writes the word COLUMN; by hand it may be left out.
  if (/^ALTER TABLE\b/i.test(outside) && /\bDROP (?!COLUMN|CONSTRAINT|DEFAULT|NOT NULL|EXPRESSION|IDENTITY)"?\w/i.test(outside)) return "removes";
  if (/\bRENAME\b/i.test(outside)) return "renames";
  if (/\bALTER (COLUMN )?"?\w+"? (SET DATA )?TYPE\b/i.test(outside)) return "retypes";
  if (/\bSET NOT NULL\b/i.test(outside)) return "demands";
  if (/^ALTER TABLE\b/i.test(outside) && outside.split(/,(?![^(]*\))/).some((part) => /\bADD (?!CONSTRAINT|CHECK)/i.test(part) && /\bNOT NULL\b/i.test(part) && !/\b(DEFAULT|GENERATED)\b/i.test(part))) return "demands";
  return null;
}

/** Tables that a migration says it may lock, in a comment `-- locks "table": why that is short`. */
const declaredLocks = (sql: string) => new Set([...sql.matchAll(/^-- locks "?(\w+)"?: .{10,}$/gm)].map((match) => match[1]));

/** What in a migration breaks the version before it, or makes everybody wait; nothing in what it made itself. */
export function breachesOf(sql: string): readonly Breach[] {
  const statements = statementsOf(sql);
  const made = new Set(statements.map((one) => TABLE_MADE.exec(one)?.[1]));
  const functions = new Set<string | undefined>([...sql.matchAll(/^CREATE (?:OR REPLACE )?FUNCTION "?(\w+)"?/gim)].map((match) => match[1]));
  const declared = declaredLocks(sql);
  return statements.flatMap((statement): Breach[] => {
    const table = TABLE_ALTERED.exec(statement)?.[1] ?? INDEX_MADE.exec(statement)?.[1];
    if (table !== undefined && made.has(table)) return [];
    // A function of its own is closed to everybody else: nobody has used it yet.
    if (functions.has(/^REVOKE .* ON FUNCTION "?(\w+)"?/i.exec(statement)?.[1])) return [];
    const why = takes(statement);
    if (why) return [{ statement, why }];
    const reads = INDEX_MADE.test(statement) || (/\bADD (CONSTRAINT\b|PRIMARY KEY|UNIQUE|CHECK|FOREIGN KEY)/i.test(statement) && !/\bNOT VALID\b/i.test(statement));
    const whole = /^UPDATE "?(\w+)"?/i.exec(statement)?.[1];
    const locked = reads ? table : whole;
    return locked !== undefined && BIG_TABLES.has(locked) && !declared.has(locked) ? [{ statement, why: "locks" }] : [];
  });
}
