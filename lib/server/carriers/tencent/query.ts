import "server-only";
import { readEcho } from "@/lib/domain/carrier/echo";
import { idAt, isRecord, textAt } from "@/lib/domain/carrier/json";
import type { CarrierAccount, QueryAnswer } from "../port";
import { askedMessages } from "../wire/asked";
import { inParallel } from "../wire/in-parallel";
import { numberToken } from "../wire/number-token";
import { tencentCall, tencentClient } from "./client";
import { tencentAccount } from "./settings";

const QUERY_MS = 20_000;
const BEFORE_S = 60;
const LIMIT = 100;

/**
 * Asks PullSmsSendStatusByPhoneNumber (reports of the last seven days, by number) and believes only our own session context,
 * which an account must have switched on. What is not found is left out: a message without a report is not there either.
 */
export async function query(account: CarrierAccount, references: readonly string[]): Promise<ReadonlyMap<string, QueryAnswer>> {
  const found = new Map<string, QueryAnswer>();
  const own = tencentAccount(account);
  if (!own) return found;
  const client = await tencentClient(own.settings, own.secrets);
  const signal = AbortSignal.timeout(QUERY_MS);
  await inParallel(await askedMessages(account.id, references), own.settings.connections, { signal, untilMs: QUERY_MS }, async ({ reference, to, submittedAt }) => {
    const parameters = { BeginTime: Math.floor(submittedAt.getTime() / 1_000) - BEFORE_S, Offset: 0, Limit: LIMIT, PhoneNumber: to, SmsSdkAppId: own.settings.sdkAppId };
    const answer = await tencentCall<{ PullSmsSendStatusSet?: unknown }>(client, "PullSmsSendStatusByPhoneNumber", parameters, signal);
    if (answer.outcome !== "answered" || !Array.isArray(answer.body.PullSmsSendStatusSet)) return;
    const rows = (answer.body.PullSmsSendStatusSet as readonly unknown[]).filter(isRecord);
    const row = rows.find((one) => readEcho(textAt(one, "SessionContext", 511), numberToken(to)).reference === reference);
    const serialNo = row ? idAt(row, "SerialNo") : null;
    if (serialNo !== null) found.set(reference, { found: true, providerMessageId: serialNo });
  });
  return found;
}
