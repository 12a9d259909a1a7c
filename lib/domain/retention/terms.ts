/** Why something is kept at least so long; words in i18n `retention.instrument`. */
export const INSTRUMENTS = {
  miit74: { id: "CN-SMS-02", instrument: "通信短信息服务管理规定（工业和信息化部令第74号）", article: null },
  pipl56: { id: "CN-PIPL-56", instrument: "个人信息保护法", article: "56" },
  ndsr12: { id: "CN-NDSR-12", instrument: "网络数据安全管理条例", article: "12" },
} as const;
export type Instrument = keyof typeof INSTRUMENTS;

/** Terms above this keep personal data longer than any purpose of this system needs. */
export const MONTHS_CEILING = 120;

/** Dropped when due: `months` holds until an administrator changes it, never below `floor`. */
type Dated = {
  readonly keep: "months";
  readonly months: number;
  readonly floor: number;
  /** What sets the floor; null: the bank's own reason alone. */
  readonly instrument: Instrument | null;
};
/** Dropped after days that nobody needs to change. */
type Short = { readonly keep: "days"; readonly days: number };
/** Goes with the rows of another table. */
type With = { readonly keep: "with"; readonly table: string };
/** Not dropped by age: registers in use, ledgers that prove something, and counts without persons. */
type Kept = { readonly keep: "always"; readonly why: "register" | "proof" | "counts" | "relationship" | "own_store" };

export type Term = Dated | Short | With | Kept;

const dated = (months: number, floor = 1, instrument: Instrument | null = null): Dated => ({ keep: "months", months, floor, instrument });
const days = (count: number): Short => ({ keep: "days", days: count });
const goesWith = (table: string): With => ({ keep: "with", table });
const always = (why: Kept["why"]): Kept => ({ keep: "always", why });

/**
 * What becomes of each stored table; a test compares the names with the schema, so that no table is without a term.
 * `message.body` is no table but what can go earlier than the log around it: texts, numbers and their hashes.
 */
export const TERMS = {
  message: dated(36, 6, "miit74"),
  "message.body": dated(24, 6, "miit74"),
  message_attempt: dated(36, 36, "ndsr12"),
  receipt: dated(36, 36, "ndsr12"),
  message_part: dated(36, 36, "ndsr12"),
  /** Whole PDUs and requests, with number and text: for looking into faults, not for proof. */
  carrier_exchange: dated(3, 1),
  /** Only what could not be read or has not been yet. */
  carrier_callback: days(7),
  carrier_link_state: days(1),
  account_minute: days(14),
  carrier_test: days(30),
  carrier_code: dated(36, 1),
  inbound_message: dated(36, 6, "miit74"),
  inbound_answer: goesWith("inbound_message"),
  dispatch_batch: dated(6, 1),
  person_request: dated(36, 36, "pipl56"),
  retention_run: dated(36, 36, "pipl56"),
  audience_list_entry: dated(12, 1),
  audience_list_refusal: dated(3, 1),
  import_refusal: dated(3, 1),
  consent_import_refusal: dated(3, 1),
  /** Counted from the day on which the link expired. */
  access_link: dated(12, 1),
  access_code: days(1),
  secret_text: days(7),
  idempotent_request: days(1),
  rate_limit: days(1),
  simulated_message: dated(6, 1),
  simulated_event: goesWith("simulated_message"),
  import_chunk: goesWith("customer_import"),
  import_seen: goesWith("customer_import"),
  customer_import: always("proof"),
  consent_import: always("proof"),
  consent_entry: always("proof"),
  consent_wording: always("proof"),
  /** Nobody is asked twice. */
  consent_renewal: always("proof"),
  suppression: always("proof"),
  audit_entry: always("proof"),
  review: always("proof"),
  /** Holds the number of the impact assessment (PIPL 55-56), and what an approval bound. */
  campaign: always("proof"),
  campaign_audience: always("proof"),
  audience_list: always("proof"),
  template: always("proof"),
  template_version: always("proof"),
  rule_value: always("proof"),
  /** Says what rules were asked; holds nobody's values. */
  trace_shape: always("proof"),
  rule_proposal: always("proof"),
  price: always("proof"),
  campaign_tally: always("counts"),
  daily_tally: always("counts"),
  daily_receipt_delay: always("counts"),
  daily_reply: always("counts"),
  /** Sums of the daily ones: as long as those. */
  closed_span: always("counts"),
  subtree_tally: always("counts"),
  subtree_receipt_delay: always("counts"),
  subtree_reply: always("counts"),
  branch_span_tally: always("counts"),
  running_count: always("counts"),
  customer: always("relationship"),
  customer_facet: always("relationship"),
  preference: always("relationship"),
  branch: always("register"),
  person: always("register"),
  saved_view: always("register"),
  api_key: always("register"),
  setting: always("register"),
  signature: always("register"),
  signature_filing: always("register"),
  registered_link: always("register"),
  registered_contact: always("register"),
  provider_account: always("register"),
  route: always("register"),
  template_filing: always("register"),
  account_signature: always("register"),
  provider_code: always("register"),
  import_mapping: always("register"),
} as const satisfies Record<string, Term>;

export type RetentionTable = keyof typeof TERMS;
/** Tables whose term an administrator may change. */
export type DatedTable = { [T in RetentionTable]: (typeof TERMS)[T] extends Dated ? T : never }[RetentionTable];

const entries = Object.entries(TERMS) as [RetentionTable, Term][];
export const DATED_TABLES = entries.filter(([, term]) => term.keep === "months").map(([table]) => table as DatedTable);

export type RetentionMonths = { readonly [T in DatedTable]?: number | undefined };

/** Months for which rows of a table are kept: as last set, never below what the law asks, whatever was stored. */
export function monthsOf(table: DatedTable, set: RetentionMonths): number {
  const { months, floor } = TERMS[table];
  return Math.min(Math.max(set[table] ?? months, floor), MONTHS_CEILING);
}

/** Why a term cannot be set; null where it can. A body cannot outlive the message that holds it. */
export function whyNotMonths(table: DatedTable, months: number, set: RetentionMonths): { readonly code: string; readonly evidence: { readonly months: number } } | null {
  const { floor, instrument } = TERMS[table];
  if (months < floor) return { code: instrument === null ? "retention.below_floor" : `retention.below_${instrument}`, evidence: { months: floor } };
  if (months > MONTHS_CEILING) return { code: "retention.above_ceiling", evidence: { months: MONTHS_CEILING } };
  const log = monthsOf("message", set);
  if (table === "message.body" && months > log) return { code: "retention.body_after_log", evidence: { months: log } };
  const body = monthsOf("message.body", set);
  if (table === "message" && months < body) return { code: "retention.log_before_body", evidence: { months: body } };
  return null;
}

/** The same day so many months earlier, in UTC; the 31st of a short month becomes its last day. */
export function monthsBefore(now: Date, months: number): Date {
  const day = now.getUTCDate();
  const target = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months, 1));
  const last = new Date(Date.UTC(target.getUTCFullYear(), target.getUTCMonth() + 1, 0)).getUTCDate();
  return new Date(Date.UTC(target.getUTCFullYear(), target.getUTCMonth(), Math.min(day, last), now.getUTCHours(), now.getUTCMinutes(), now.getUTCSeconds(), now.getUTCMilliseconds()));
}

/** First of the month of an instant, in UTC: partitions are dropped whole, so what is due in the middle of one waits for its end. */
export function monthStart(at: Date): Date {
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1));
}

/** What one night did to one table, as `retention_run.report` keeps it. */
export type TableReport = {
  /** Null for terms in days. */
  readonly months: number | null;
  /** Everything older is gone. */
  readonly before: string;
  readonly dropped: number;
  readonly partitions?: readonly string[];
  /** The oldest row that is left: never older than `before`, or the night has failed. Null where nothing is left. */
  readonly oldestLeft: string | null;
  /** Rows older than `before` that had to stay: a list whose campaign still runs. */
  readonly held?: number;
};
