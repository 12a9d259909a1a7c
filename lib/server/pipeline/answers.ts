import "server-only";
import type { PoolClient } from "pg";
import type { StopReason } from "@/lib/domain/campaign/stops";
import { doubtCode } from "@/lib/domain/carrier/doubt";
import { ownCode } from "@/lib/domain/carrier/own-codes";
import { classifyCode, stopsCampaign, type ClassifiedCode, type ProviderCode } from "@/lib/domain/message/provider-error";
import { toProviderCode } from "@/lib/domain/message/mapped-code";
import type { MessageReason } from "@/lib/domain/message/reasons";
import { afterAnswer, type AfterAnswer } from "@/lib/domain/message/retry";
import { advance, isFinal, type AttemptOutcome, type MessageState } from "@/lib/domain/message/states";
import type { CarrierDriver, SubmitAnswer } from "../carriers/port";
import { now } from "../clock";
import { inSqlTransaction } from "../db/transaction";
import { countAnswers, countCodes, type CallTime } from "./account-counts";
import { recordAttempts, type Attempt } from "./attempts";
import type { ClaimedBatch } from "./claim";
import { holdMessages, type HeldMessage } from "./move";
import { storeParts } from "./parts";
import { applyEarlyReceipts } from "./receipts";
import { requeue, type Requeued } from "./requeue";
import { TallyDeltas } from "./tally";

type Tried = { readonly message: HeldMessage; readonly ordinal: number; readonly outcome: AttemptOutcome; readonly code: string | null; readonly providerMessageId: string | null };
type Moved = { readonly message: HeldMessage; readonly to: MessageState; readonly reason: MessageReason | ""; readonly providerMessageId: string | null };

type Outcome = { readonly attempt: Tried; readonly error: ClassifiedCode | null; readonly moved: Moved | null; readonly requeued: Requeued | null };

/** Messages as they were claimed, or (found by the sweeper) only which attempt it was. */
export type AnsweredBatch = Pick<ClaimedBatch, "id" | "campaignId" | "lane" | "providerAccountId"> & { readonly messages: readonly (HeldMessage | { readonly id: string; readonly attempts: number })[] };

function classify(driver: CarrierDriver, code: string, meanings: readonly ProviderCode[]): ClassifiedCode {
  return ownCode(code) ?? classifyCode(driver.capabilities.submitCodes, code, meanings);
}

function codeOf(answer: SubmitAnswer): string | null {
  if (answer.outcome === "refused") return answer.code;
  return answer.outcome === "uncertain" && answer.why !== undefined ? doubtCode(answer.why) : null;
}

/** What an answer makes of a message as it is now: a receipt may have come first. */
function judge(driver: CarrierDriver, message: HeldMessage, ordinal: number, answer: SubmitAnswer, doubt: MessageReason, at: Date, meanings: readonly ProviderCode[]): Outcome {
  const error = answer.outcome === "refused" ? classify(driver, answer.code, meanings) : null;
  const providerMessageId = answer.outcome === "accepted" ? answer.providerMessageId : null;
  const attempt: Tried = { message, ordinal, outcome: answer.outcome, code: codeOf(answer), providerMessageId };
  // Another attempt has begun since: what an earlier one did not achieve says nothing about it any more.
  if (answer.outcome !== "accepted" && message.attempts !== ordinal) return { attempt, error, moved: null, requeued: null };
  const next: AfterAnswer = answer.outcome === "refused"
    ? afterAnswer({ outcome: "refused", error: error ?? { class: "permanent", action: "" } }, ordinal, message.purpose, driver.channel)
    : afterAnswer({ outcome: answer.outcome }, ordinal, message.purpose, driver.channel);
  const state = stateAfter(message, next, answer);
  if (state === null) return { attempt, error, moved: null, requeued: null };
  if (state === "queued" && next.step === "requeue") {
    const reason = error?.class ?? doubt;
    return { attempt, error, moved: null, requeued: { message, state: "queued", reason, notBefore: new Date(at.getTime() + next.delayMs) } };
  }
  const reason = state === "failed" ? (error?.class ?? "permanent") : state === "uncertain" ? doubt : "";
  return { attempt, error, moved: { message, to: state, reason, providerMessageId }, requeued: null };
}

function stateAfter(message: HeldMessage, next: AfterAnswer, answer: SubmitAnswer): MessageState | null {
  const event = next.step === "sent" ? ({ type: "answer", outcome: "accepted" } as const)
    : next.step === "uncertain" ? ({ type: "answer", outcome: "uncertain" } as const)
    : ({ type: "answer", outcome: "refused", retry: next.step === "requeue" } as const);
  if (next.step === "requeue" && answer.outcome === "uncertain") {
    // A risk alert whose submission was not answered goes out once more: better twice than never.
    const doubted = advance(message.state, { type: "answer", outcome: "uncertain" });
    const again = doubted.ok ? advance(doubted.value, { type: "resend", purpose: message.purpose }) : doubted;
    return again.ok ? again.value : null;
  }
  const advanced = advance(message.state, event);
  return advanced.ok ? advanced.value : null;
}

/** Writes what the carrier answered, in one transaction; says whether one of the codes must stop the campaign. */
export function storeAnswers(
  driver: CarrierDriver, batch: AnsweredBatch, answers: ReadonlyMap<string, SubmitAnswer>, doubt: MessageReason = "timeout", call: CallTime | null = null,
): Promise<StopReason | null> {
  return inSqlTransaction((client) => writeAnswers(client, driver, batch, answers, doubt, call), { alongIndexes: true });
}

/** The same inside a transaction of the caller's. */
export async function writeAnswers(
  client: PoolClient, driver: CarrierDriver, batch: AnsweredBatch, answers: ReadonlyMap<string, SubmitAnswer>, doubt: MessageReason, call: CallTime | null = null,
): Promise<StopReason | null> {
  const at = now();
  const ordinals = new Map(batch.messages.map((one) => [one.id, one.attempts]));
  const deltas = new TallyDeltas();
  const moved = await moveAccepted(client, batch, answers, deltas, at);
  const held = await holdMessages(client, batch.messages.flatMap(({ id }) => (moved.has(id) ? [] : [id])));
  const meanings = await readMeanings(client, driver, answers);
  const outcomes = held.map((message) => judge(driver, message, ordinals.get(message.id) ?? message.attempts, answers.get(message.id) ?? { outcome: "uncertain" }, doubt, at, meanings));
  await moveAll(client, outcomes.map((one) => one.moved).filter((one) => one !== null), batch.providerAccountId, deltas, at);
  await recordAttempts(client, batch.providerAccountId, outcomes.map(({ attempt }): Attempt => ({
    messageId: attempt.message.id, ordinal: attempt.ordinal, outcome: attempt.outcome, code: attempt.code, providerMessageId: attempt.providerMessageId,
    startedAt: attempt.message.submittedAt ?? at, answeredAt: attempt.outcome === "uncertain" ? null : at,
  })));
  const origin = { campaign_id: batch.campaignId, lane: batch.lane, provider_account_id: batch.providerAccountId };
  await requeue(client, origin, outcomes.map((one) => one.requeued).filter((one) => one !== null), deltas, at);
  await suppressRefused(client, outcomes, at);
  await client.query("UPDATE dispatch_batch SET state = 'done', done_at = $2 WHERE id = $1::uuid", [batch.id, at]);
  await storeParts(client, batch.providerAccountId, answers);
  await applyEarlyReceipts(client, driver, batch.providerAccountId, [...answers.values()], deltas);
  await countAnswers(client, batch.providerAccountId, driver.capabilities.submitCodes, [
    ...outcomes.map(({ attempt, error }) => ({ outcome: attempt.outcome, error, code: attempt.code })), ...Array.from(moved, () => ACCEPTED),
  ], call, at);
  await countCodes(client, batch.providerAccountId, driver.capabilities.submitCodes, outcomes.flatMap(({ attempt }) => (attempt.outcome === "refused" && attempt.code !== null ? [attempt.code] : [])), at);
  await deltas.write(client);
  return stopOf(outcomes);
}

const ACCEPTED = { outcome: "accepted", error: null, code: null } as const;

/**
 * The way that nearly every message goes, in one statement: claimed, accepted, sent. Whatever is not as it was claimed
 * any more (a receipt came first, a person stepped in) is left for the careful way. What the carrier answered comes as one
 * object by message, and not as rows to join with: so the rows are found, and locked, along the index in the order of ids
 * (`alongIndexes`), as receipts lock them; joined, they are locked as the planner finds them, and the two would wait for each
 * other. A conflict is looked for and not left to ON CONFLICT, which writes twice to the log for each row. Answers which
 * messages were moved.
 */
async function moveAccepted(client: PoolClient, batch: AnsweredBatch, answers: ReadonlyMap<string, SubmitAnswer>, deltas: TallyDeltas, at: Date): Promise<ReadonlySet<string>> {
  const ordinal = batch.messages[0]?.attempts ?? 0;
  const taken = batch.messages.flatMap((message) => {
    const answer = answers.get(message.id);
    return "state" in message && message.state === "submitting" && message.attempts === ordinal && answer?.outcome === "accepted" ? [{ message, providerMessageId: answer.providerMessageId }] : [];
  });
  if (taken.length === 0) return new Set();
  const { rows } = await client.query<{ moved: number; ids: string[] | null }>(
    `WITH moved AS (
       UPDATE message m SET state = 'sent', reason = '', provider_account_id = $3::uuid, provider_message_id = $2::jsonb ->> m.id::text
       WHERE m.id = ANY($1::uuid[]) AND m.state = 'submitting' AND m.attempts = $4
       RETURNING m.id, m.provider_message_id, m.submitted_at),
     written AS (
       INSERT INTO message_attempt (message_id, ordinal, provider_account_id, provider_message_id, outcome, started_at, answered_at)
       SELECT id, $4, $3::uuid, provider_message_id, 'accepted', submitted_at, $5::timestamptz FROM moved WHERE NOT EXISTS (SELECT FROM message_attempt a WHERE a.message_id = moved.id AND a.ordinal = $4))
     SELECT count(*)::int AS moved, CASE WHEN count(*) < cardinality($1::uuid[]) THEN array_agg(id) END AS ids FROM moved`,
    [taken.map(({ message }) => message.id), JSON.stringify(Object.fromEntries(taken.map((one) => [one.message.id, one.providerMessageId]))), batch.providerAccountId, ordinal, at],
  );
  const ids = rows[0]?.moved === taken.length ? null : new Set(rows[0]?.ids);
  const moved = new Set<string>();
  for (const { message } of taken) {
    if (ids?.has(message.id) === false) continue;
    moved.add(message.id);
    deltas.moved(message, "submitting", message.reason, "sent", "");
  }
  return moved;
}

/** What the bank itself says that codes mean; asked for only where something was refused. */
async function readMeanings(client: PoolClient, driver: CarrierDriver, answers: ReadonlyMap<string, SubmitAnswer>): Promise<readonly ProviderCode[]> {
  if (![...answers.values()].some((one) => one.outcome === "refused")) return [];
  const { rows } = await client.query<{ space: string; code: string; class: string; meaning: string }>("SELECT space, code, class, meaning FROM provider_code WHERE space = $1", [driver.capabilities.submitCodes]);
  return rows.map(toProviderCode);
}

async function moveAll(client: PoolClient, moves: readonly Moved[], accountId: string, deltas: TallyDeltas, at: Date): Promise<void> {
  if (moves.length === 0) return;
  await client.query(
    `UPDATE message m SET state = d.state, reason = d.reason, provider_account_id = $5::uuid, provider_message_id = coalesce(d.provider_message_id, m.provider_message_id),
       final_at = CASE WHEN d.final THEN coalesce(m.final_at, $6) ELSE NULL END
     FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $7::bool[]) AS d(id, state, reason, provider_message_id, final)
     WHERE m.id = d.id AND m.id = ANY($1::uuid[])`,
    [
      moves.map((one) => one.message.id), moves.map((one) => one.to), moves.map((one) => reasonOf(one)), moves.map((one) => one.providerMessageId), accountId, at,
      moves.map((one) => isFinal(one.to)),
    ],
  );
  for (const one of moves) deltas.moved(one.message, one.message.state, one.message.reason, one.to, reasonOf(one));
}

/** A message whose end a receipt already brought keeps the reason that came with it. */
function reasonOf({ message, to, reason }: Moved): string {
  return message.state === to ? message.reason : reason;
}

/** The carrier knows of a refusal that we do not: it holds from now on here as well. */
async function suppressRefused(client: PoolClient, outcomes: readonly Outcome[], at: Date): Promise<void> {
  for (const { error, attempt } of outcomes) {
    const { contactIndex, purpose, channel } = attempt.message;
    if (error?.class !== "opted_out" || contactIndex === null) continue;
    await client.query(
      `INSERT INTO suppression (id, contact_index, channel, purpose, source, evidence, at, recorded_by) VALUES (gen_random_uuid(), $1, $2, $3, 'carrier', $4, $5, 'system:pipeline')
       ON CONFLICT DO NOTHING`, [contactIndex, channel, purpose, error.code, at],
    );
  }
}

function stopOf(outcomes: readonly Outcome[]): StopReason | null {
  const stopping = outcomes.find((one) => one.error !== null && stopsCampaign(one.error))?.error;
  if (!stopping) return null;
  return { code: stopping.class === "blocked_content" ? "content_blocked" : "quota_spent", evidence: { code: stopping.code } };
}
