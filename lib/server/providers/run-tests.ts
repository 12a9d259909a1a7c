import "server-only";
import { doubtCode } from "@/lib/domain/carrier/doubt";
import { WAITS_MS } from "@/lib/domain/providers/test-send";
import { PURPOSES } from "@/lib/domain/shared/vocabulary";
import { readAccount, type ReadAccount } from "../carriers/accounts";
import { linkSink } from "../carriers/callbacks/store";
import type { CarrierDriver, SubmitAnswer } from "../carriers/port";
import { driverForSending } from "../carriers/registry";
import { now } from "../clock";
import { decrypt, encrypt } from "../crypto/cipher";
import { db, pool } from "../db/client";
import { countCodes } from "../pipeline/account-counts";
import { NEVER_TAKEN, submitBatch, type Submitted } from "../pipeline/submit";

type Row = { id: string; provider_account_id: string; person_id: string };

/** The bank's own words: a test says nothing about anybody. */
const SENTENCE = "这是一条通道测试短信，由管理员发给本人，无需回复。";
const GRACE_MS = 2_000;
// For a carrier that is handed texts, no version is asked for.
const NO_VERSION = "00000000-0000-0000-0000-000000000000";

const refused = (code: string): SubmitAnswer => ({ outcome: "refused", code });

/** Sends the oldest test that waits, if there is one; it is written down as handed over first, so that it leaves once at most. Answers whether there was one. */
export async function runNextTest(): Promise<boolean> {
  const at = now();
  const { rows } = await pool().query<Row>(
    `UPDATE carrier_test SET state = 'sending', handed_at = $1 WHERE id = (
       SELECT id FROM carrier_test WHERE state = 'waiting' AND asked_at > $2 ORDER BY asked_at LIMIT 1 FOR UPDATE SKIP LOCKED)
     RETURNING id, provider_account_id, person_id`, [at, new Date(at.getTime() - WAITS_MS)],
  );
  const test = rows[0];
  if (!test) return false;
  const account = await readAccount(pool(), test.provider_account_id, at);
  const driver = account && driverForSending(account.driver);
  // What has changed since it was asked for counts: the account became a dry run, the phone was taken away.
  const answer = account && driver?.ok && !account.dryRun ? await hand(driver.value, account, test) : refused(NEVER_TAKEN);
  const code = answer.outcome === "refused" ? answer.code : answer.outcome === "uncertain" ? doubtCode(answer.why ?? "unanswered") : "";
  await pool().query("UPDATE carrier_test SET state = $2, code = $3, provider_message_id = $4, answered_at = $5 WHERE id = $1::uuid AND state = 'sending'", [
    test.id, answer.outcome, code.slice(0, 100), answer.outcome === "accepted" ? answer.providerMessageId.slice(0, 200) : "", now(),
  ]);
  if (account && driver?.ok && answer.outcome === "refused") await countCodes(pool(), account.id, driver.value.capabilities.submitCodes, [code], now());
  return true;
}

async function hand(driver: CarrierDriver, account: ReadAccount, test: Row): Promise<SubmitAnswer> {
  const person = await db().person.findFirst({ where: { id: test.person_id, disabledAt: null }, select: { phoneCipher: true } });
  if (!person?.phoneCipher) return refused(NEVER_TAKEN);
  const message = await compose(driver, account, test.id, decrypt(person.phoneCipher, "person.phone"));
  if (message === null) return refused("hongyan.not_filed");
  // The worker holds no connection for an account that is out of use: this test has one of its own, and closes it.
  const link = account.usable ? undefined : driver.connect?.(account, linkSink(driver, account));
  try {
    // The pipeline's own way: it hands no made-up number to a real carrier, and waits no longer than for a message.
    const answers = await submitBatch(driver, account, { messages: [message] }, () => true);
    return answers.get(test.id) ?? { outcome: "uncertain" };
  } finally {
    await link?.close(GRACE_MS);
  }
}

/** The text, or for a carrier that takes only what it has seen a filed template without variables, which says the same to everybody; null where nothing is filed. */
async function compose(driver: CarrierDriver, account: ReadAccount, id: string, to: string): Promise<Submitted | null> {
  const message = (purpose: Submitted["purpose"], text: string, signature: string): Submitted => ({
    id, purpose, toCipher: encrypt(to, "customer.phone"), text: null, bodyCipher: encrypt(`【${signature}】${text}`, "message.body"), valuesCipher: encrypt(JSON.stringify({ variant: "plain", values: {} }), "message.values"), templateVersionId: NO_VERSION,
  });
  if (!driver.capabilities.filesTemplates) {
    const signature = await db().signature.findFirst({ where: { retiredAt: null, filings: { some: { state: "filed" } } }, orderBy: { createdAt: "asc" }, select: { text: true } });
    return signature ? message("account", SENTENCE, signature.text) : null;
  }
  const filed = await db().templateFiling.findFirst({
    where: { providerAccountId: account.id, state: "filed", variant: "plain", version: { variables: { equals: [] }, template: { purpose: { not: "promotion" } } } }, orderBy: { filedAt: "desc" },
    select: { templateVersionId: true, version: { select: { text: true, signature: { select: { text: true } }, template: { select: { purpose: true } } } } },
  });
  return filed && { ...message(PURPOSES.find((one) => one === filed.version.template.purpose) ?? "account", filed.version.text, filed.version.signature.text), templateVersionId: filed.templateVersionId };
}
