import "server-only";
import type { PoolClient } from "pg";
import { v7 as uuidv7 } from "uuid";
import type { Authorized } from "@/lib/domain/access/permissions";
import { noLongerRegistered, type Registers, type ValueRefusal } from "@/lib/domain/check/registers";
import { RULE_IDS, type AskedRuleId as RuleId } from "@/lib/domain/policy/rules";
import type { HistoryFact, TraceEntry } from "@/lib/domain/policy/facts";
import { rulesInForce, type RulePack } from "@/lib/domain/policy/pack";
import type { MessageState } from "@/lib/domain/message/states";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import type { TemplateUse } from "@/lib/domain/template/use";
import { appendAudit } from "../audit/record";
import { accountFor, readPrice, type ReadAccount } from "../carriers/accounts";
import { carrierTerms } from "../carriers/registry";
import { readRouter } from "../carriers/routing";
import { now } from "../clock";
import { blindIndex } from "../crypto/blind-index";
import { pool } from "../db/client";
import { inSqlTransaction } from "../db/transaction";
import { readTraces } from "../decisions/traces";
import { enqueue } from "../jobs/queues";
import { compose, type Composed } from "../pipeline/compose";
import { historyNeeded, readHistory } from "../pipeline/history";
import { readPeople, type PipelinePerson } from "../pipeline/people";
import { readRegisters } from "../pipeline/registers";
import type { Sql } from "../pipeline/sql";
import { storeMessages, type NewBatch } from "../pipeline/store";
import { TallyDeltas } from "../pipeline/tally";
import { readTemplateByKey, type SendableTemplate } from "../pipeline/template";

export type MessageRequest = {
  /** Made by the caller from its idempotency key: asked for twice, the message is made once. */
  readonly id?: string;
  readonly template: string;
  /** Customer number or phone (E.164); one of the two. */
  readonly customer?: string;
  readonly phone?: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly apiKeyId?: string | null;
  /** What the asker may send; absent: anything, where Hongyan itself asks. */
  readonly uses?: readonly TemplateUse[];
};

export type RequestRefusal = {
  readonly code:
    | "template.not_found" | "template.use_reserved" | "customer.not_found" | "customer.ambiguous" | "template.not_registered" | "provider.none_enabled" | `message.${ValueRefusal}` | "message.id_taken"
    | `render.${string}` | `variable.${string}`;
  /** Links and numbers that are in no register any more. */
  readonly what?: string;
  /** The variable concerned. */
  readonly name?: string;
};

export type MessageDecision = { readonly outcome: "send" | "wait" | "withhold"; readonly rule?: RuleId; readonly until?: string; readonly trace: readonly TraceEntry[] };
export type RequestedMessage = { readonly id: string; readonly state: MessageState; readonly decision: MessageDecision };

/**
 * One request: read, with reads side by side and outside of any transaction, since each would wait for the one before; then
 * judged and stored in one, and handed to its lane. A refusal that arrives in between is seen by the last look before the carrier.
 */
export async function requestWith(actor: Authorized<"message:send">, request: MessageRequest, pack: RulePack): Promise<Result<RequestedMessage, RequestRefusal>> {
  const identified = { ...request, id: request.id ?? uuidv7() };
  const found = await readFor(actor, identified, pack);
  const done = await inSqlTransaction((client) => storeRequest(client, actor, identified, pack, found));
  if (!done.ok) return done;
  for (const batch of done.value.batches) await enqueue.dispatch(batch.id, batch.lane, batch.notBefore);
  return ok(done.value.message);
}

type Stored = { readonly message: RequestedMessage; readonly batches: readonly NewBatch[] };
type Identified = MessageRequest & { readonly id: string };
/** What a request is judged by. */
type Found = {
  readonly at: Date;
  readonly template: SendableTemplate;
  readonly person: PipelinePerson;
  readonly account: ReadAccount;
  readonly registers: Registers;
  readonly history: readonly HistoryFact[];
  readonly priceMicros: bigint;
};

async function storeRequest(
  client: PoolClient, actor: Authorized<"message:send">, request: Identified, pack: RulePack, found: Result<Found, RequestRefusal>,
): Promise<Result<Stored, RequestRefusal>> {
  // Two retries of one request at the same moment: the second waits for what the first makes.
  await client.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [`message:${request.id}`]);
  const known = await readRequested(client, request.id, request.apiKeyId ?? null);
  if (known) return known;
  // Only now: what was asked for before is answered as it was, whatever would be said today.
  if (!found.ok) return found;
  const { at, template, person, account, registers, history, priceMicros } = found.value;
  const composed = compose({
    template, campaignId: null, branchPath: actor.branchPath, audienceUsesScore: false, assessed: false, family: null, provider: account, pack, registers,
    ...carrierTerms(account), priceMicros,
  }, person, request.variables, history, at);
  if (composed.renderRefusal) return fail(composed.renderRefusal);
  if (composed.state === "failed") return fail({ code: `message.${composed.reason as ValueRefusal}` });
  const deltas = new TallyDeltas();
  const { batches } = await storeMessages(client, {
    campaignId: null, templateVersionId: template.versionId, purpose: template.purpose, channel: template.channel,
    lane: rulesInForce(pack, template.purpose, template.channel, at.getTime()).priority?.params.urgent === true ? "urgent" : "bulk", providerAccountId: account.id, batchMessages: 1, apiKeyId: request.apiKeyId ?? null, now: at,
  }, [{ id: request.id, person, composed }], deltas);
  await deltas.write(client);
  // Last, since the chain is locked until the commit.
  await appendAudit(client, actor, {
    action: "message.requested", subjectType: "message", subjectId: request.id, branchPath: person.branchPath, detail: { template: template.key, version: template.versionId, state: composed.state },
  });
  return ok({ message: { id: request.id, state: composed.state, decision: decisionOf(composed) }, batches });
}

function decisionOf({ state, reason, until, trace }: Pick<Composed, "state" | "until" | "trace"> & { readonly reason: string }): MessageDecision {
  const rule = RULE_IDS.find((one) => one === reason);
  const outcome = state === "withheld" ? "withhold" : state === "deferred" ? "wait" : "send";
  return { outcome, ...(rule === undefined ? {} : { rule }), ...(until === null ? {} : { until: until.toISOString() }), trace };
}

async function readRequested(client: PoolClient, id: string, apiKeyId: string | null): Promise<Result<Stored, RequestRefusal> | null> {
  const { rows } = await client.query<{ state: MessageState; reason: string; trace: unknown; not_before: Date | null; api_key_id: string | null }>(
    "SELECT state, reason, trace, not_before, api_key_id FROM message WHERE id = $1::uuid", [id],
  );
  const row = rows[0];
  if (!row) return null;
  if (row.api_key_id !== apiKeyId) return fail({ code: "message.id_taken" });
  const [trace = []] = await readTraces([row.trace], client);
  const first = trace.some((one) => one.outcome === "withhold") ? "withheld" : row.not_before !== null ? "deferred" : "queued";
  return ok({ message: { id, state: row.state, decision: decisionOf({ state: first, reason: row.reason, until: row.not_before, trace }) }, batches: [] });
}

async function readFor(actor: Authorized<"message:send">, request: Identified, pack: RulePack): Promise<Result<Found, RequestRefusal>> {
  const [sql, at] = [pool(), now()];
  const [template, customer, registers] = await Promise.all([readTemplateByKey(sql, request.template), findCustomer(sql, actor, request), readRegisters(sql, at)]);
  // A branch uses templates of its own line: its own, those above it, those below it.
  const inLine = template !== null && (actor.branchPath.startsWith(template.branchPath) || template.branchPath.startsWith(actor.branchPath));
  if (!inLine || !template.approved) return fail({ code: "template.not_found" });
  if (request.uses && !request.uses.includes(template.use)) return fail({ code: "template.use_reserved" });
  if (!customer.ok) return customer;
  const lookBack = historyNeeded(pack, template.purpose, template.channel, at, template.asksFor);
  const [people, router, history] = await Promise.all([
    readPeople(sql, [customer.value], template.purpose, template.channel, template.asksFor),
    readRouter(sql, { wished: null, channel: template.channel, at }),
    lookBack === 0 ? null : readHistory(sql, [customer.value], new Date(at.getTime() - lookBack), "planned"),
  ]);
  const person = people.get(customer.value);
  if (!person) return fail({ code: "customer.not_found" });
  const route = router.choose({ key: request.id, purpose: template.purpose, branchPath: person.branchPath, toCipher: person.toCipher });
  // What rests is tried again in a minute: the message waits for it.
  const account = route.kind === "account" ? route.account : route.kind === "resting" ? await accountFor(sql, null, template.channel, at) : null;
  if (!account) return fail({ code: "provider.none_enabled" });
  const missing = noLongerRegistered([template.plain.text, template.elder?.text ?? ""].join("\n"), registers);
  if (missing.length > 0) return fail({ code: "template.not_registered", what: missing.join(" ") });
  const price = await readPrice(sql, account.id, template.purpose, at);
  return ok({ at, template, person, account, registers, history: history?.get(person.id) ?? [], priceMicros: price?.micros ?? 0n });
}

async function findCustomer(sql: Sql, actor: Authorized<"message:send">, request: MessageRequest): Promise<Result<string, RequestRefusal>> {
  const byNumber = request.customer !== undefined;
  const { rows } = await sql.query<{ id: string }>(
    `SELECT id FROM customer WHERE ${byNumber ? "number = $1" : "phone_index = $1 AND closed_at IS NULL"} AND starts_with(branch_path, $2) ORDER BY id LIMIT 2`,
    [byNumber ? request.customer : blindIndex(request.phone ?? "", "phone"), actor.branchPath],
  );
  const first = rows[0];
  if (!first) return fail({ code: "customer.not_found" });
  // A family phone: whose name should the text carry? The caller must say which customer is meant.
  return rows.length > 1 ? fail({ code: "customer.ambiguous" }) : ok(first.id);
}

