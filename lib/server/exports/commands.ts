import "server-only";
import type { Authorized } from "@/lib/domain/access/permissions";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import { listAudit, type AuditFilters, type AuditRow } from "../audit/queries";
import { recordAudit, type AuditEvent } from "../audit/record";
import { db } from "../db/client";
import { inTransaction } from "../db/transaction";
import type { DashboardScope } from "../dashboard/period-rows";
import { dailyLines, type DailyLine } from "../dashboard/queries";
import { streamFailedRecipients, streamMessages, type MessageFilters, type MessageRow } from "../messages/queries";
import { csvOf } from "./csv";

/** How an export is written in the reader's language: the heads of its columns and the cells of a row. */
export type Sheet<Row> = { readonly header: readonly string[]; readonly cells: (row: Row) => readonly string[] };

async function* written<Row>(rows: AsyncIterable<Row>, sheet: Sheet<Row>): AsyncGenerator<readonly string[]> {
  for await (const row of rows) yield sheet.cells(row);
}

// Who took what away is on record before the first byte leaves.
const record = (actor: Parameters<typeof recordAudit>[1], event: AuditEvent) => inTransaction((tx) => recordAudit(tx, actor, event));

const plain = (filters: object) => Object.fromEntries(Object.entries(filters).map(([name, value]) => [name, value instanceof Date ? value.toISOString() : String(value)]));

/** Messages of the actor's subtree that pass the filters, masked, newest first. */
export async function exportMessages(actor: Authorized<"message:read">, filters: MessageFilters, sheet: Sheet<MessageRow>): Promise<AsyncIterable<string>> {
  const campaign = filters.campaignId;
  await record(actor, campaign === undefined
    ? { action: "message.exported", subjectType: "message", subjectId: "list", detail: plain(filters) }
    : { action: "campaign.exported", subjectType: "campaign", subjectId: campaign, detail: plain(filters) });
  return csvOf(sheet.header, written(streamMessages(actor, filters), sheet));
}

export type FailedRecipient = { readonly number: string; readonly name: string; readonly phone: string; readonly branch: string; readonly reason: string };

/** Recipients whom a campaign failed to reach, in the clear, to be corrected and imported again; the reason why somebody needs them is recorded. */
export async function exportFailedRecipients(
  actor: Authorized<"customer:reveal">, campaignId: string, why: string, sheet: Sheet<FailedRecipient>,
): Promise<Result<{ readonly name: string; readonly csv: AsyncIterable<string> }, { code: "campaign.not_found" }>> {
  const campaign = await db().campaign.findFirst({ where: { id: campaignId, branchPath: { startsWith: actor.branchPath } }, select: { name: true, branchPath: true } });
  if (!campaign) return fail({ code: "campaign.not_found" });
  await record(actor, { action: "campaign.exported", subjectType: "campaign", subjectId: campaignId, branchPath: campaign.branchPath, detail: { failed: true, reason: why } });
  return ok({ name: campaign.name, csv: csvOf(sheet.header, written(streamFailedRecipients(actor, campaignId), sheet)) });
}

async function* streamAudit(actor: Authorized<"audit:read">, filters: AuditFilters): AsyncGenerator<AuditRow> {
  let before: bigint | undefined;
  do {
    const { rows, next } = await listAudit(actor, filters, before, 1_000);
    yield* rows;
    before = next === null ? undefined : BigInt(next);
  } while (before !== undefined);
}

/** Entries of the trail that pass the filters, newest first, each with its hash. */
export async function exportAudit(actor: Authorized<"audit:read">, filters: AuditFilters, sheet: Sheet<AuditRow>): Promise<AsyncIterable<string>> {
  await record(actor, { action: "audit.exported", subjectType: "audit", subjectId: "list", detail: plain(filters) });
  return csvOf(sheet.header, written(streamAudit(actor, filters), sheet));
}

async function* streamTally(actor: Authorized<"dashboard:read">, scope: DashboardScope): AsyncGenerator<DailyLine> {
  yield* await dailyLines(actor, scope);
}

/** The figures behind the dashboard: a line per day, state and reason, from the roll-ups. */
export async function exportDashboard(actor: Authorized<"dashboard:read" | "report:export">, scope: DashboardScope, sheet: Sheet<DailyLine>): Promise<AsyncIterable<string>> {
  await record(actor, { action: "report.exported", subjectType: "report", subjectId: "dashboard", detail: plain(scope) });
  return csvOf(sheet.header, written(streamTally(actor, scope), sheet));
}
