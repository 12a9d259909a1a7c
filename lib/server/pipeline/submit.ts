import "server-only";
import type { CarrierAccount, CarrierDriver, Exchange, Outgoing, SubmitAnswer, SubmitCall } from "../carriers/port";
import { keepExchanges, type KeptExchange } from "../carriers/exchanges";
import { isMadeUp } from "../carriers/registry";
import { decrypt } from "../crypto/cipher";
import { reportUnexpected } from "../logger";
import type { ClaimedMessage } from "./claim";
import { readFiled } from "./filed";
import { SUBMIT_TIMEOUT_MS } from "./sizes";

const LAST_WORDS_MS = 250;

const UNCERTAIN: SubmitAnswer = { outcome: "uncertain", why: "unanswered" };

/** Our own word for "the carrier never got it": told by the carrier, or known because nothing was handed over. */
export const NEVER_TAKEN = "hongyan.never_taken";

/** Code of our own refusal to hand a made-up number to a real carrier. */
export const MADE_UP_NUMBER = "hongyan.made_up_number";

/** What handing over needs of a message. */
export type Submitted = Pick<ClaimedMessage, "id" | "purpose" | "toCipher" | "bodyCipher" | "text" | "valuesCipher" | "templateVersionId">;

/** Hands a claimed batch to the carrier; whatever is not answered in time is uncertain, whatever throws leaves all uncertain. */
export async function submitBatch(
  driver: CarrierDriver, account: CarrierAccount, batch: { readonly messages: readonly Submitted[] }, isFresh: () => boolean, timeoutMs = SUBMIT_TIMEOUT_MS,
): Promise<ReadonlyMap<string, SubmitAnswer>> {
  const answers = new Map<string, SubmitAnswer>();
  const outgoing: Outgoing[] = [];
  const filed = driver.capabilities.filesTemplates ? await readFiled(account.id, batch.messages) : null;
  for (const { id, toCipher, bodyCipher, text, purpose } of batch.messages) {
    const template = filed?.get(id);
    const to = decrypt(toCipher, driver.channel === "email" ? "customer.email" : "customer.phone");
    if (driver.capabilities.real && isMadeUp(to)) answers.set(id, { outcome: "refused", code: MADE_UP_NUMBER });
    else outgoing.push({ reference: id, to, text: text ?? decrypt(bodyCipher, "message.body"), purpose, ...(template === undefined ? {} : { template }) });
  }
  for (let from = 0; from < outgoing.length; from += driver.capabilities.maxPerCall) {
    const call = outgoing.slice(from, from + driver.capabilities.maxPerCall);
    // Asked for the first call only: later ones of a slow carrier are covered by the heartbeat.
    if (from === 0 && !isFresh()) {
      for (const { reference } of call) answers.set(reference, { outcome: "refused", code: NEVER_TAKEN });
      continue;
    }
    const exchanges: { readonly references: readonly string[]; readonly exchange: Exchange }[] = [];
    const record = (references: readonly string[], exchange: Exchange) => void exchanges.push({ references, exchange });
    const answered = await callOnce(driver, account, call, timeoutMs, record);
    for (const { reference } of call) answers.set(reference, answered.get(reference) ?? UNCERTAIN);
    await keepExchanges(account, exchanges.flatMap(({ references, exchange }) => references.map((messageId): KeptExchange => ({ ...exchange, messageId, troubled: answers.get(messageId)?.outcome !== "accepted" }))));
  }
  return answers;
}

async function callOnce(driver: CarrierDriver, account: CarrierAccount, call: readonly Outgoing[], timeoutMs: number, record: SubmitCall["record"] & {}): Promise<ReadonlyMap<string, SubmitAnswer>> {
  const abort = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<ReadonlyMap<string, SubmitAnswer>>((resolve) => {
    timer = setTimeout(() => {
      abort.abort();
      // A driver that is told to stop answers at once what it knows so far: the rest alone is uncertain.
      timer = setTimeout(() => resolve(new Map()), LAST_WORDS_MS);
    }, timeoutMs);
  });
  try {
    return await Promise.race([driver.submit(account, call, { signal: abort.signal, record }), late]);
  } catch (error) {
    reportUnexpected(error, { accountId: account.id, driver: driver.key });
    return new Map();
  } finally {
    clearTimeout(timer);
  }
}
