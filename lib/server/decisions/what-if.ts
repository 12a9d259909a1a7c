import "server-only";
import type { Authorized } from "@/lib/domain/access/permissions";
import { decide } from "@/lib/domain/policy/decide";
import type { DecisionFacts } from "@/lib/domain/policy/facts";
import type { PackCode, RulePack } from "@/lib/domain/policy/pack";
import { PACK_SOURCES } from "@/lib/domain/policy/packs";
import { acceptValue, editableRow, withValues, type ValueRefusal } from "@/lib/domain/policy/values";
import { difference, factsOfTrace, isAffected, supposedPack, type Otherwise, type Supposition } from "@/lib/domain/policy/what-if";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import type { Purpose } from "@/lib/domain/shared/vocabulary";
import { takeRate } from "../auth/limiter";
import { now } from "../clock";
import { pool } from "../db/client";
import { natureOf, variantFor } from "../pipeline/compose";
import { historyNeeded } from "../pipeline/history";
import { readPeople, type PipelinePerson } from "../pipeline/people";
import type { Sql } from "../pipeline/sql";
import { readTemplate, type SendableTemplate } from "../pipeline/template";
import { readRuleValues } from "../rules/queries";
import { factsAsOf, readSuppressions } from "./ledger";
import { historyBefore, readPastFacts, readPastMessages, type PastMessage } from "./past-messages";

const DAY_MS = 86_400_000;
export const WHAT_IF_DAYS = 30;
export const WHAT_IF_MESSAGES_MAX = 50_000;
const CHUNK = 2_000;
const EXAMPLES = 5;
const RUNS_A_MINUTE = 12;
// A message is made at most this long before it is sent (history.ts).
const WAIT_MAX_MS = 4 * DAY_MS;

export type OtherwiseGroup = Otherwise & {
  readonly purpose: Purpose;
  readonly count: number;
  /** The newest of them. */
  readonly examples: readonly { readonly id: string; readonly createdAt: Date }[];
};

export type WhatIfReport = {
  readonly since: Date;
  /** Messages looked at: all of the period, or the newest of them where there were more. */
  readonly examined: number;
  readonly isAll: boolean;
  /** Of those: how many met the rule with other parameters at all. */
  readonly affected: number;
  /** Their customers were erased since: nothing is left to decide by. */
  readonly gone: number;
  readonly otherwise: number;
  readonly groups: readonly OtherwiseGroup[];
};

export type WhatIfRefusal = ValueRefusal | { readonly code: "policy.too_often"; readonly evidence: { readonly seconds: number } };

type Counts = { examined: number; affected: number; gone: number; groups: Map<string, Otherwise & { purpose: Purpose; count: number; examples: { id: string; createdAt: Date }[] }> };
type Run = { readonly sql: Sql; readonly then: RulePack; readonly supposed: RulePack; readonly rule: Supposition["rule"]; readonly templates: Map<string, SendableTemplate | null>; readonly counts: Counts };

/**
 * How many of last month's messages would have been decided otherwise with other parameters. Each is decided twice from the
 * same facts, under the rules that held when it was made and under the supposed ones, so that only the change can differ:
 * consents, refusals and history as they stood then, preferences as they are today. Each on its own: what a message more or
 * less would have meant for later ones is not followed. Newest first, in chunks, nothing is written.
 */
export async function whatIf(
  actor: Authorized<"policy:read">, code: PackCode, supposition: Supposition, options: { readonly chunk?: number; readonly max?: number } = {},
): Promise<Result<WhatIfReport, WhatIfRefusal>> {
  const source = PACK_SOURCES[code];
  const at = now();
  const row = editableRow(source, supposition, at);
  if (!row.ok) return row;
  const accepted = acceptValue(row.value, supposition.params);
  if (!accepted.ok) return accepted;
  const seconds = await takeRate("what-if", actor.id, RUNS_A_MINUTE);
  if (seconds > 0) return fail({ code: "policy.too_often", evidence: { seconds } });
  const values = await readRuleValues(code);
  const run: Run = {
    sql: pool(), then: withValues(source, values), supposed: supposedPack(source, values, { ...supposition, params: accepted.value as Supposition["params"] }), rule: supposition.rule,
    templates: new Map(), counts: { examined: 0, affected: 0, gone: 0, groups: new Map() },
  };
  const since = new Date(at.getTime() - WHAT_IF_DAYS * DAY_MS);
  const { chunk = CHUNK, max = WHAT_IF_MESSAGES_MAX } = options;
  let before: string | null = null;
  let isAll = false;
  while (run.counts.examined < max) {
    const take = Math.min(chunk, max - run.counts.examined);
    const messages: PastMessage[] = await readPastMessages(run.sql, actor.branchPath, since, before, take + 1);
    const page = messages.slice(0, take);
    await examine(run, page, at);
    run.counts.examined += page.length;
    before = page.at(-1)?.id ?? null;
    isAll = messages.length <= take;
    if (isAll) break;
  }
  const { groups, ...counts } = run.counts;
  const sorted = [...groups.values()].sort((a, b) => b.count - a.count);
  return ok({ since, isAll, ...counts, otherwise: sorted.reduce((sum, group) => sum + group.count, 0), groups: sorted });
}

async function templateOf(run: Run, versionId: string): Promise<SendableTemplate | null> {
  const known = run.templates.get(versionId);
  if (known !== undefined) return known;
  const read = await readTemplate(run.sql, versionId);
  run.templates.set(versionId, read);
  return read;
}

/** Messages that are asked about alike are read together. */
async function examine(run: Run, page: readonly PastMessage[], at: Date): Promise<void> {
  const affected = page.filter(({ purpose, channel, createdAt }) => isAffected(run.then, run.supposed, run.rule, purpose, channel, createdAt.getTime()));
  run.counts.affected += affected.length;
  const groups = new Map<string, { template: SendableTemplate; message: PastMessage }[]>();
  for (const message of affected) {
    const template = await templateOf(run, message.versionId);
    if (template === null) continue;
    const key = `${message.purpose} ${message.channel} ${template.asksFor}`;
    const group = groups.get(key);
    if (group) group.push({ template, message });
    else groups.set(key, [{ template, message }]);
  }
  for (const group of groups.values()) await decideAgain(run, group, at);
}

async function decideAgain(run: Run, group: readonly { readonly template: SendableTemplate; readonly message: PastMessage }[], at: Date): Promise<void> {
  const [newest, oldest] = [group[0]?.message, group.at(-1)?.message];
  if (!newest || !oldest) return;
  const { purpose, channel } = newest;
  const asksFor = group[0]?.template.asksFor ?? null;
  const ids = [...new Set(group.map(({ message }) => message.customerId))];
  const people = await readPeople(run.sql, ids, purpose, channel, asksFor);
  const suppressions = await readSuppressions(run.sql, [...people.values()].flatMap(({ contactIndex }) => contactIndex ?? []));
  const looks = [run.then, run.supposed].flatMap((pack) => [newest, oldest].map((one) => historyNeeded(pack, purpose, channel, one.createdAt, asksFor)));
  const since = new Date(oldest.createdAt.getTime() - Math.max(...looks) - WAIT_MAX_MS);
  const history = Math.max(...looks) === 0 ? new Map<string, never[]>() : await readPastFacts(run.sql, ids, since, newest.id);
  for (const { template, message } of group) {
    const person = people.get(message.customerId);
    if (person === undefined) {
      run.counts.gone += 1;
      continue;
    }
    const asThen: PipelinePerson = { ...person, facts: factsAsOf(person, suppressions, message.createdAt, at) };
    const facts = factsOf(message, template, asThen, historyBefore(history.get(message.customerId) ?? [], message), run.then);
    // Only which of two wordings a customer gets may depend on the pack.
    const otherwise = template.elder === null ? facts : { ...facts, ...natureThen(message, template, asThen, run.supposed) };
    const then = decide(run.then, facts, message.createdAt);
    const supposed = decide(run.supposed, otherwise, message.createdAt);
    count(run.counts, message, difference(then, supposed));
  }
}

/** What rules ask about the wording that the customer gets under a pack, as far as the trace does not say it. */
function natureThen({ trace, createdAt }: PastMessage, template: SendableTemplate, person: PipelinePerson, pack: RulePack) {
  return { ...natureOf(template, variantFor(template, pack, person, createdAt)), senderRegistered: factsOfTrace(trace).senderRegistered };
}

/** The facts of a message as they were when it was made. */
function factsOf(message: PastMessage, template: SendableTemplate, person: PipelinePerson, history: DecisionFacts["history"], pack: RulePack): DecisionFacts {
  const { hasContactPoint, closed, ...known } = factsOfTrace(message.trace);
  return {
    ...natureThen(message, template, person, pack), ...known,
    purpose: message.purpose, channel: message.channel, campaignId: message.campaignId, templateKey: template.key, history, contentHash: message.content,
    audienceUsesScore: message.usesScore, assessed: message.assessed, family: message.family, budget: null, plannedAt: null,
    customer: { ...person.facts, hasContactPoint, closed },
  };
}

function count({ groups }: Counts, { id, createdAt, purpose }: PastMessage, found: Otherwise | null): void {
  if (found === null) return;
  const key = `${purpose} ${found.rule} ${found.from} ${found.to}`;
  const group = groups.get(key) ?? { ...found, purpose, count: 0, examples: [] };
  groups.set(key, group);
  group.count += 1;
  if (group.examples.length < EXAMPLES) group.examples.push({ id, createdAt });
}
