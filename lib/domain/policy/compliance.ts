/** How a rule of regulations.json is held. */
export type Holding =
  /** By what is named, and by tests whose title begins with its id. */
  | { readonly how: "held"; readonly by: string }
  /** In part: what is, what is not, and why. Tests named after its id hold the part that is. */
  | { readonly how: "partly"; readonly by: string; readonly missing: string }
  /** Not by software, or not yet. */
  | { readonly how: "not"; readonly why: string };

const held = (by: string): Holding => ({ how: "held", by });
const partly = (by: string, missing: string): Holding => ({ how: "partly", by, missing });
const not = (why: string): Holding => ({ how: "not", why });

/**
 * Every rule of regulations.json and how Hongyan holds it; docs/compliance.md is written from this table, the packs and
 * the titles of tests, and a test fails when it is stale.
 */
export const HOLDINGS: Readonly<Record<string, Holding>> = {
  "CN-SMS-00": held("dated rows: Order 31 until 2026-04-30, Order 74 from 2026-05-01; traces cite the row in force when the message was decided"),
  "CN-SMS-01": held("rule `consent` (explicit for offers); ledger entries with wording version, source, time and evidence; consent certificate for the carrier"),
  "CN-SMS-02": held("retention term `message`: 36 months unless changed, never below 6; the database function that drops partitions refuses less"),
  "CN-SMS-03": held("content check `opt_out_missing`; reply keywords; suppressions looked at when queued, when claimed and in the claiming statement"),
  "CN-SMS-04": held("content checks `signature_unknown`, `signature_vague`, `signature_inside`; the engine writes 【】 once, in front"),
  "CN-SMS-05": held("rule `cooling_off`: no answer is a refusal, nobody is asked twice; wordings must state type, frequency and duration"),
  "CN-SMS-06": partly("rule `suppression` with `sharedPhone`: one refusal register for texts and calls", "a flag of port numbers (service or commercial): belongs to the carrier drivers; the draft was never adopted"),
  "CN-AD-01": held("rule `consent`, content checks `signature_unknown`, `promotion_without_contact`, `opt_out_missing`"),
  "CN-AD-02": not("a fine is no instruction: nothing to check"),
  "CN-AD-03": held("content checks `guarantee`, `investment_without_risk`"),
  "CN-AD-04": held("content check `alarm_in_promotion`; purpose is fixed with the template's first submission"),
  "CN-CIV-01": held("rules `frequency_cap`, `total_cap`, `family_cap`, `quiet_hours`, `suppression`"),
  "CN-CON-01": held("rules `consent` and `suppression`"),
  "CN-PIPL-13": held("rule `consent`: every purpose has its basis in the pack"),
  "CN-PIPL-14": held("rule `consent`: by purpose and channel; consent under words that ask for renewal lapses"),
  "CN-PIPL-15": held("reply, counter, page and rights desk write the same withdrawal; the ledger is append-only by trigger and by grant"),
  "CN-PIPL-16": held("no form requires consent to offers; service notices do not depend on it"),
  "CN-PIPL-17": held("consent wordings with versions, shown where consent is given and named by each ledger entry"),
  "CN-PIPL-21": held("rule `provider_contract`; accounts without a contract in force take no batch"),
  "CN-PIPL-24": held("rule `profiling`"),
  "CN-PIPL-28": held("content check and leak scan of every finished text (`card_number`, `id_number`); rule `minimum_age`"),
  "CN-PIPL-29": held("consent is kept for each purpose and channel apart; one never stands for another"),
  "CN-PIPL-51": held("encryption of names, contacts and bodies; masks; reveal with permission, reason and trace"),
  "CN-PIPL-54": held("audit chain, its verification and its export for a period"),
  "CN-PIPL-56": held("rule `profiling` wants the assessment's number; hand-over records are kept 36 months at least"),
  "CN-PIPL-57": not("a record type for incidents is not built; customers concerned can be exported from messages and audit"),
  "CN-PIPL-66": not("a fine is no instruction: nothing to check"),
  "CN-DSL-21": held("a class of JR/T 0171 for every encrypted column (`lib/domain/access/data-classes.ts`)"),
  "CN-NDSR-12": held("retention term of `message_attempt` and `receipt`: never below 36 months"),
  "CN-NDSR-22": held("rule `cooling_off`: 12 months after a refusal"),
  "CN-FRAUD-30": held("purpose `risk`: needs no consent, ignores quiet hours and caps, carries no link"),
  "CN-FRAUD-31": partly("rule `sender_registration`: only signatures that the bank filed", "whether a port is lent to others cannot be seen by software; one installation serves one legal entity"),
  "CN-BANK-01": held("rule `suitability`: product risk against the customer's tolerance"),
  "CN-BANK-02": held("rule `consent`: offers need a yes of their own, silence is a no"),
  "CN-BANK-03": held("only approved versions are sent, an edit is a new version; every batch verifies the hash that was approved"),
  "CN-BANK-04": held("content check `price_without_annual_rate`"),
  "CN-BANK-05": held("content check `cost_table_missing`: a warning that wants a reason the reviewer sees"),
  "CN-BANK-06": held("content checks `inducing`, `guarantee`, `link_unregistered`"),
  "CN-BANK-07": held("rule `suitability`: nobody of 65 or more is offered more than R2"),
  "CN-BANK-08": partly("rule `quiet_hours` for `loan`: 08:00–22:00", "the daily cap on collection is that of all notices: the standard's own figure is not verified"),
  "CN-OLD-01": held("rule `elder_variant`; elder-friendly texts must name a hotline (`elderly_without_hotline`)"),
  "CN-OLD-02": held("content checks `elderly_too_long`, `link_for_elderly`; rule `links` from 60 on"),
  "CN-OLD-03": held("console held to WCAG 2.2 AA, customer pages to AAA contrast, by axe in every run"),
  "CN-JRT-01": partly("content checks `code_outside_code_text`, `secret_asked`; bodies are encrypted, never logged, and those of page codes are wiped", "codes that bank systems send through the API stay encrypted in the log until its term ends"),
  "CN-JRT-02": held("masks of names, phones and numbers; content check `card_number`, `id_number`, `phone_number`"),
  "CN-JRT-03": not("there is no page of this kind of data for outsiders: everything but the customer's own page needs a sign-in"),
  "CN-SIGN-01": partly("rule `sender_registration`; filing state for each carrier", "a phone's carrier is not known (number portability), so one filed carrier is enough; warning before 6 idle months comes with the carriers"),
  "CN-SIGN-02": held("signatures have 2–12 letters or digits; 【】 is added by the engine"),
  "CN-LINK-01": held("content checks `link_unregistered`, `contact_unregistered`, `links_many`, `contacts_many`, `phone_number`"),
  "CN-OPT-01": held("content checks `opt_out_missing`, `opt_out_in_notice`"),
  "CN-QUIET-01": held("rule `quiet_hours`: 08:00–20:00, editable within 08:00–21:00"),
  "CN-FREQ-01": held("rule `frequency_cap`: offers 1 a day, 2 a week, 4 in 30 days; ceilings below the providers'"),
  "CN-CLOUD-01": held("rule `provider_contract`: accounts that take no offers get none"),
  "CN-TPL-01": held("content checks `signature_inside`, `text_too_long`, `variables_adjacent`; values of each kind have a greatest length"),
  "CN-FEE-01": held("rule `small_amount`: threshold with announcement, exempt groups fixed"),
  "CN-CALL-01": held("rules `no_call`, `quiet_hours` for calls (9–12, 14–20), `frequency_cap` (1 a day)"),
  "CN-CALL-02": held("rules `quiet_hours` and `frequency_cap` for calls, stricter than the provider's"),
  "US-TCPA-01": held("US pack: `quiet_hours` 08:00–21:00; an unknown zone means the hours common to all"),
  "US-TCPA-02": held("reply keywords; US pack: one confirmation within 5 minutes; suppression at once, not in 10 days"),
  "US-TCPA-03": held("US pack: `sender_registration`"),
  "US-KEY-01": partly("reply keywords HELP, START, UNSTOP", "HELP waits for a person in the inbox; no automatic answer"),
  "UK-PECR-22": partly("GB pack: explicit consent", "soft opt-in is not used (stricter); the opt-out wording of the content check is the Chinese carriers'"),
  "EU-GDPR-21": held("EU pack: a refusal holds until the customer himself takes it back"),
  "IN-DLT-01": partly("IN pack: `sender_registration`", "matching a text with its DLT registration comes with a carrier that files there"),
  "IN-DLT-02": held("IN pack: offers 10:00–21:00"),
  "IN-DLT-03": not("the greatest length of a variable is each template's own (names 20, texts 100): DLT filing comes with its carrier"),
  "SG-SSIR-01": held("SG pack: `sender_registration`"),
  "SG-MAS-01": partly("SG pack: `links` allows none; `small_amount` S$100", "notices to the old and the new number after a change are the core system's; token delays are not texts"),
  "UK-NCSC-01": held("content checks on links, shorteners, questions for secrets, urgency and look-alike characters"),
};
