import "server-only";
import type { PoolClient } from "pg";
import { clockSkew } from "@/lib/domain/carrier/clock";
import { reportSpace } from "@/lib/domain/carrier/report-space";
import { liesWithTheCalled } from "@/lib/domain/message/call-reasons";
import { advance, isFinal, type MessageState, type ReceiptOutcome } from "@/lib/domain/message/states";
import type { CarrierDriver, CarrierReceipt, SubmitAnswer } from "../carriers/port";
import { now } from "../clock";
import { inSqlTransaction, literal } from "../db/transaction";
import { bankDay } from "../bank-calendar";
import { receiptsStep } from "../telemetry/batch-trace";
import { countCodes, countReports, noteClock } from "./account-counts";
import { addUp } from "./add-up";
import { recordAttempts, type Attempt } from "./attempts";
import { HELD_COLUMNS, toHeld, type HeldMessage, type HeldRow } from "./move";
import { hearParts, ownersOfParts } from "./parts";
import { completeIfDone, pauseIfTooMany } from "./self-control";
import { LOOK_BACK_DAYS } from "./sizes";
import { TallyDeltas } from "./tally";

type Report = Pick<CarrierReceipt, "providerMessageId" | "reference" | "state" | "code" | "at" | "saidAt">;

/** Upper bounds, in seconds, of the buckets that show how long receipts took. */
export const DELAY_BUCKETS_SECONDS = [1, 2, 5, 10, 30, 60, 120, 300, 600, 1_800, 3_600, 7_200, 21_600, 86_400, 259_200] as const;

/**
 * Takes a carrier's reports: keeps each one (repeats are no rows of their own) and moves the messages that they are
 * about. One that comes before the answer to its submission stays unapplied until that answer is stored. Answers the
 * carrier's ids that found their message, with the message's id.
 */
export async function takeReceipts(driver: CarrierDriver, accountId: string, told: readonly CarrierReceipt[]): Promise<ReadonlyMap<string, string>> {
  if (told.length === 0) return new Map();
  const heardAt = now();
  // A carrier whose clock is ahead of ours ends nothing in the future.
  const receipts = told.map((one): CarrierReceipt => (one.at > heardAt ? { ...one, at: heardAt, saidAt: one.saidAt ?? one.at } : one));
  const { campaigns, references } = await receiptsStep(accountId, receipts.length, () => inSqlTransaction(async (client) => {
    const deltas = new TallyDeltas();
    const applied = await apply(client, driver, accountId, receipts, deltas);
    await keep(client, accountId, receipts, applied.references);
    await deltas.write(client);
    return applied;
  }));
  for (const campaignId of campaigns) {
    await pauseIfTooMany(campaignId);
    await completeIfDone(campaignId);
  }
  return references;
}

/** Applies reports that came before the answers which have just been stored. */
export async function applyEarlyReceipts(client: PoolClient, driver: CarrierDriver, accountId: string, answers: readonly SubmitAnswer[], deltas: TallyDeltas): Promise<void> {
  const accepted = answers.flatMap((answer) => (answer.outcome === "accepted" ? (answer.parts ?? [answer.providerMessageId]) : []));
  if (accepted.length === 0) return;
  const { rows } = await client.query<ReceiptRow>(
    `${RECEIPTS} WHERE provider_account_id = $1::uuid AND provider_message_id = ANY($2::text[]) AND applied_at IS NULL ORDER BY at, received_at FOR UPDATE SKIP LOCKED`,
    [accountId, accepted],
  );
  await applyStored(client, driver, accountId, rows, deltas);
}

type ReceiptRow = { provider_message_id: string; message_id: string | null; state: ReceiptOutcome; code: string; at: Date };
const RECEIPTS = "SELECT provider_message_id, message_id, state, code, at FROM receipt";

/** Applies what could not be matched so far: for the sweeper. Answers how many found their message. */
export function applyWaitingReceipts(driver: CarrierDriver, accountId: string, take: number): Promise<number> {
  return inSqlTransaction(async (client) => {
    const { rows } = await client.query<ReceiptRow>(
      `${RECEIPTS} WHERE provider_account_id = $1::uuid AND applied_at IS NULL AND received_at > $3 ORDER BY received_at DESC LIMIT $2 FOR UPDATE SKIP LOCKED`,
      [accountId, take, new Date(now().getTime() - LOOK_BACK_DAYS * 86_400_000)],
    );
    const deltas = new TallyDeltas();
    const count = await applyStored(client, driver, accountId, rows, deltas);
    await deltas.write(client);
    return count;
  });
}

async function applyStored(client: PoolClient, driver: CarrierDriver, accountId: string, rows: readonly ReceiptRow[], deltas: TallyDeltas): Promise<number> {
  if (rows.length === 0) return 0;
  const reports = rows.map((row): Report => ({ providerMessageId: row.provider_message_id, reference: row.message_id, state: row.state, code: row.code, at: row.at }));
  const { references } = await apply(client, driver, accountId, reports, deltas);
  await client.query(
    `UPDATE receipt r SET applied_at = $4, message_id = d.message FROM unnest($2::text[], $3::uuid[]) AS d(provider_message_id, message)
     WHERE r.provider_account_id = $1::uuid AND r.provider_message_id = d.provider_message_id AND r.applied_at IS NULL`,
    [accountId, [...references.keys()], [...references.values()], now()],
  );
  return references.size;
}

async function keep(client: PoolClient, accountId: string, receipts: readonly CarrierReceipt[], references: ReadonlyMap<string, string>): Promise<void> {
  const at = now();
  await client.query(
    `INSERT INTO receipt (provider_account_id, provider_message_id, state, code, at, received_at, message_id, applied_at, heard_seconds)
     SELECT DISTINCT ON (r.pmid, r.state) $1::uuid, r.pmid, r.state, r.code, r.at, $2::timestamptz, r.message, CASE WHEN r.applied THEN $2::timestamptz END, r.heard
     FROM unnest($3::text[], $4::text[], $5::text[], $6::timestamptz[], $7::uuid[], $8::bool[], $9::int[]) AS r(pmid, state, code, at, message, applied, heard) ORDER BY r.pmid, r.state, r.at
     ON CONFLICT (provider_account_id, provider_message_id, state) DO NOTHING`,
    [
      accountId, at, receipts.map((one) => one.providerMessageId), receipts.map((one) => one.state), receipts.map((one) => one.code), receipts.map((one) => one.at),
      receipts.map((one) => references.get(one.providerMessageId) ?? one.reference), receipts.map((one) => references.has(one.providerMessageId)),
      receipts.map((one) => one.heardSeconds ?? null),
    ],
  );
}

type Applied = { readonly references: ReadonlyMap<string, string>; readonly campaigns: ReadonlySet<string> };
type Moved = { readonly message: HeldMessage; readonly to: MessageState; readonly reason: string; readonly at: Date; readonly providerMessageId: string; readonly code: string };

/** Moves the messages that the reports are about; several reports about one message are heard in the order given. */
async function apply(client: PoolClient, driver: CarrierDriver, accountId: string, reports: readonly Report[], deltas: TallyDeltas): Promise<Applied> {
  const owners = await ownersOfParts(client, accountId, reports.map((one) => one.providerMessageId));
  const held = await holdReported(client, accountId, reports, [...owners.values()]);
  const wholes = await hearParts(client, accountId, reports, owners);
  const byId = new Map(held.map((one) => [one.id, one]));
  const byProviderId = new Map(held.flatMap((one) => (one.providerMessageId === null ? [] : [[one.providerMessageId, one] as const])));
  const moves = new Map<string, Moved>();
  const meanings = await readReportMeanings(client, driver, reports);
  const references = new Map<string, string>();
  let skew = 0;
  for (const report of reports) {
    const owner = owners.get(report.providerMessageId) ?? report.reference;
    const message = (owner === null ? undefined : byId.get(owner)) ?? byProviderId.get(report.providerMessageId);
    if (!message) continue;
    references.set(report.providerMessageId, message.id);
    const seconds = clockSkew({ saidAt: report.saidAt ?? report.at, submittedAt: message.submittedAt, heardAt: now() });
    if (Math.abs(seconds) > Math.abs(skew)) skew = seconds;
    const heard = (owners.has(report.providerMessageId) ? wholes.get(message.id) : undefined) ?? { outcome: report.state, code: report.code };
    const before = moves.get(message.id);
    const next = advance(before?.to ?? message.state, { type: "receipt", outcome: heard.outcome });
    if (!next.ok || next.value === (before?.to ?? message.state)) continue;
    const reason = next.value === "failed" ? (meanings.get(heard.code) ?? driver.receiptReason(heard.code)) : "";
    moves.set(message.id, { message, to: next.value, reason, at: report.at, providerMessageId: report.providerMessageId, code: heard.code });
  }
  await write(client, accountId, [...moves.values()], deltas);
  if (skew !== 0) await noteClock(client, accountId, skew, now());
  await countCodes(client, accountId, reportSpace(driver.capabilities.submitCodes), [...moves.values()].flatMap(({ reason, code }) => (reason === "unmapped" ? [code] : [])), now());
  return { references, campaigns: new Set([...moves.values()].flatMap(({ message }) => (message.campaignId === null ? [] : [message.campaignId]))) };
}

/** What the bank itself says that codes of reports mean; asked for only where something failed. */
async function readReportMeanings(client: PoolClient, driver: CarrierDriver, reports: readonly Report[]): Promise<ReadonlyMap<string, string>> {
  if (!reports.some(({ state }) => state === "failed")) return new Map();
  const { rows } = await client.query<{ code: string; class: string }>("SELECT code, class FROM provider_code WHERE space = $1", [reportSpace(driver.capabilities.submitCodes)]);
  return new Map(rows.map((row) => [row.code, row.class]));
}

async function holdReported(client: PoolClient, accountId: string, reports: readonly Report[], owners: readonly string[]): Promise<HeldMessage[]> {
  const references = [...owners, ...reports.flatMap((one) => (one.reference === null ? [] : [one.reference]))];
  const others = reports.flatMap((one) => (one.reference === null ? [one.providerMessageId] : []));
  const found = new Set(references);
  if (others.length > 0) {
    const { rows } = await client.query<{ id: string }>(
      "SELECT message_id AS id FROM message_attempt WHERE provider_account_id = $1::uuid AND provider_message_id = ANY($2::text[]) AND message_id >= uuid_v7_floor($3::timestamptz)",
      [accountId, others, new Date(now().getTime() - LOOK_BACK_DAYS * 86_400_000)],
    );
    for (const { id } of rows) found.add(id);
  }
  if (found.size === 0) return [];
  // The account in the condition: a carrier can speak for its own messages only.
  const { rows } = await client.query<HeldRow>(
    `SELECT ${HELD_COLUMNS} FROM message m WHERE m.id = ANY($1::uuid[]) AND m.provider_account_id = $2::uuid ORDER BY m.id FOR UPDATE OF m`, [[...found], accountId],
  );
  return rows.map(toHeld);
}

async function write(client: PoolClient, accountId: string, moves: readonly Moved[], deltas: TallyDeltas): Promise<void> {
  if (moves.length === 0) return;
  await client.query(
    `UPDATE message m SET state = d.state, reason = d.reason, provider_message_id = coalesce(m.provider_message_id, d.provider_message_id), final_at = d.final_at,
       submitted_at = coalesce(m.submitted_at, d.final_at)
     FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::timestamptz[]) AS d(id, state, reason, provider_message_id, final_at)
     WHERE m.id = d.id AND m.id = ANY($1::uuid[])`,
    [
      moves.map((one) => one.message.id), moves.map((one) => one.to), moves.map((one) => one.reason), moves.map((one) => one.providerMessageId),
      moves.map((one) => (isFinal(one.to) ? one.at : null)),
    ],
  );
  for (const one of moves) deltas.moved(one.message, one.message.state, one.message.reason, one.to, one.reason);
  const doubted = moves.filter(({ message }) => message.state === "uncertain" || message.state === "submitting");
  if (doubted.length > 0) {
    await recordAttempts(client, accountId, doubted.map(({ message, providerMessageId, at }): Attempt => ({
      messageId: message.id, ordinal: message.attempts, outcome: "accepted", code: null, providerMessageId, startedAt: message.submittedAt ?? at, answeredAt: at,
    })));
  }
  const ended = moves.filter((one) => one.to === "delivered" || one.to === "failed");
  await countDelays(client, accountId, ended);
  await countReports(client, accountId, { delivered: ended.filter((one) => one.to === "delivered").length, failed: ended.flatMap((one) => (one.to === "failed" && !liesWithTheCalled(one.reason) ? [one.code] : [])) }, now());
}

async function countDelays(client: PoolClient, accountId: string, moves: readonly Moved[]): Promise<void> {
  const counts = new Map<string, number>();
  for (const { message, at } of moves) {
    if (message.submittedAt === null) continue;
    const seconds = (at.getTime() - message.submittedAt.getTime()) / 1000;
    const bucket = DELAY_BUCKETS_SECONDS.find((bound) => seconds <= bound) ?? DELAY_BUCKETS_SECONDS.at(-1) ?? 0;
    const key = `${bankDay(message.createdAt)} ${message.branchId} ${bucket}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  if (counts.size === 0) return;
  const rows = [...counts].map(([key, n]) => {
    const [day = "", branch = "", bucket = ""] = key.split(" ");
    return { day, branch, bucket: Number(bucket), n };
  });
  await addUp(client, "daily_receipt_delay",
    `INSERT INTO daily_receipt_delay AS t (day, branch_id, provider_account_id, bucket_seconds, count)
     SELECT d.day, d.branch, ${literal(accountId)}::uuid, d.bucket, d.n FROM jsonb_to_recordset(${literal(rows)}) AS d(day date, branch uuid, bucket int, n int) ORDER BY 1, 2, 4
     ON CONFLICT (day, branch_id, provider_account_id, bucket_seconds) DO UPDATE SET count = t.count + excluded.count`);
}
