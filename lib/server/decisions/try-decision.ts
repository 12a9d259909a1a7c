import "server-only";
import type { Authorized } from "@/lib/domain/access/permissions";
import { findLinks } from "@/lib/domain/check/links";
import { describedFacts, type DescribedCustomer } from "@/lib/domain/policy/described";
import { decide } from "@/lib/domain/policy/decide";
import type { CustomerFacts, Decision, DecisionFacts, HistoryFact } from "@/lib/domain/policy/facts";
import type { PackCode, RulePack } from "@/lib/domain/policy/pack";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import type { Channel, Purpose } from "@/lib/domain/shared/vocabulary";
import { amountOf } from "@/lib/domain/template/amount";
import { sampleRendering } from "@/lib/domain/template/extremes";
import { recordAudit } from "../audit/record";
import { accountFor } from "../carriers/accounts";
import { now } from "../clock";
import { blindIndex } from "../crypto/blind-index";
import { db, pool } from "../db/client";
import { inTransaction } from "../db/transaction";
import { maskNameOf, maskPhoneOf } from "../messages/masks";
import { natureOf, variantFor } from "../pipeline/compose";
import { historyNeeded, readHistory } from "../pipeline/history";
import { missingPerson } from "../pipeline/missing-person";
import { readPeople, type PipelinePerson } from "../pipeline/people";
import { readTemplateByKey, type SendableTemplate } from "../pipeline/template";
import { packInForce } from "../rules/queries";
import { factsAsOf, readSuppressions } from "./ledger";

/** What somebody wants to know: may this be sent to this customer at this instant? */
export type Question = {
  /** Without one: the bank's own pack. */
  readonly pack?: PackCode | undefined;
  readonly at: Date;
  /** Both or neither where a template is named: they must be the template's own. */
  readonly purpose?: Purpose | undefined;
  readonly channel?: Channel | undefined;
  /** Key of a template with an approved version. */
  readonly template?: string | undefined;
  /** A finished text, in place of the template's with its sample values. */
  readonly text?: string | undefined;
  readonly customer: { readonly number: string } | DescribedCustomer;
};

export type Tried = {
  readonly decision: Decision;
  readonly pack: RulePack;
  readonly purpose: Purpose;
  readonly channel: Channel;
  readonly at: Date;
  /** What would be sent, with sample values; null where no text was given. */
  readonly text: string | null;
  readonly isElderText: boolean;
  /** The real customer, masked. */
  readonly customer: { readonly id: string; readonly number: string; readonly nameMasked: string; readonly phoneMasked: string } | null;
};

export type QuestionRefusal = {
  readonly code: "template.not_found" | "customer.not_found" | "decision.purpose_differs" | "decision.channel_differs" | "decision.purpose_missing";
};

type Asked = { readonly purpose: Purpose; readonly channel: Channel; readonly template: SendableTemplate | null };

/** What the message is; a template says it itself. */
async function readMessage(actor: Authorized<"policy:read">, question: Question): Promise<Result<Asked, QuestionRefusal>> {
  const { purpose, channel } = question;
  if (question.template === undefined) return purpose && channel ? ok({ purpose, channel, template: null }) : fail({ code: "decision.purpose_missing" });
  const template = await readTemplateByKey(pool(), question.template);
  // As for sending: templates of the own line, above and below.
  const inLine = template !== null && (actor.branchPath.startsWith(template.branchPath) || template.branchPath.startsWith(actor.branchPath));
  if (!inLine || !template.approved) return fail({ code: "template.not_found" });
  if (purpose !== undefined && purpose !== template.purpose) return fail({ code: "decision.purpose_differs" });
  if (channel !== undefined && channel !== template.channel) return fail({ code: "decision.channel_differs" });
  return ok({ purpose: template.purpose, channel: template.channel, template });
}

type Person = { readonly facts: CustomerFacts; readonly history: readonly HistoryFact[]; readonly known: PipelinePerson | null };

async function readPerson(actor: Authorized<"policy:read">, question: Question, { purpose, channel, template }: Asked, pack: RulePack): Promise<Person | null> {
  const { customer, at } = question;
  if (!("number" in customer)) {
    const { customer: facts, history } = describedFacts(customer, purpose, at);
    return { facts, history, known: null };
  }
  const row = await db().customer.findFirst({ where: { number: customer.number, branchPath: { startsWith: actor.branchPath } }, select: { id: true } });
  const known = row === null ? undefined : (await readPeople(pool(), [row.id], purpose, channel, template?.asksFor ?? null)).get(row.id);
  if (known === undefined) return null;
  const suppressions = await readSuppressions(pool(), known.contactIndex === null ? [] : [known.contactIndex]);
  const lookBack = historyNeeded(pack, purpose, channel, at, template?.asksFor ?? null);
  const history = lookBack === 0 ? [] : ((await readHistory(pool(), [known.id], new Date(at.getTime() - lookBack), "planned")).get(known.id) ?? []);
  // What was made after the instant in question was not there yet; asked about later, everything counts.
  const then = at >= now() ? history : history.filter((one) => one.at <= at);
  return { facts: factsAsOf(known, suppressions, at, now()), history: then, known };
}

/** The person that chooses between the two wordings of a template: a described customer has facts only. */
function asPerson({ facts, known }: Person, actor: Authorized<"policy:read">): PipelinePerson {
  return { ...(known ?? missingPerson("", { branchId: actor.branchId, branchPath: actor.branchPath })), facts };
}

function samplesOf(template: SendableTemplate): Record<string, string> {
  return Object.fromEntries(template.renderable.variables.map(({ name, sample }) => [name, sample]));
}

/** Decides about one message that nobody sends, with every rule that was asked; a look at a real customer leaves a trace. */
export async function tryDecision(actor: Authorized<"policy:read">, question: Question): Promise<Result<Tried, QuestionRefusal>> {
  const asked = await readMessage(actor, question);
  if (!asked.ok) return asked;
  const { purpose, channel, template } = asked.value;
  const { at } = question;
  const pack = await packInForce(question.pack);
  const person = await readPerson(actor, question, asked.value, pack);
  if (person === null) return fail({ code: "customer.not_found" });
  const variant = template === null ? null : variantFor(template, pack, asPerson(person, actor), at);
  const text = question.text ?? (template === null || variant === null ? null : sampleRendering({ ...template.renderable, text: variant.text }));
  const nature: Pick<DecisionFacts, "asksFor" | "productRisk" | "elderFriendlyText" | "hasLink" | "senderRegistered"> =
    template === null || variant === null
      ? { asksFor: null, productRisk: null, elderFriendlyText: false, hasLink: false, senderRegistered: null }
      : natureOf(template, variant);
  const account = await accountFor(pool(), null, channel, at);
  const decision = decide(pack, {
    ...nature, ...(question.text === undefined ? {} : { hasLink: findLinks(question.text).length > 0 }),
    purpose, channel, campaignId: null, templateKey: template?.key ?? "text", branchInScope: true, customer: person.facts, history: person.history,
    contentHash: text === null ? null : Buffer.from(blindIndex(text, "content")).toString("base64"),
    audienceUsesScore: false, assessed: false, family: null, amountMicros: template === null ? null : amountOf(template.renderable, samplesOf(template)),
    provider: account, budget: null, plannedAt: null,
  }, at);
  const { known } = person;
  if (known !== null) {
    await inTransaction((tx) => recordAudit(tx, actor, {
      action: "decision.tried", subjectType: "customer", subjectId: known.id, branchPath: known.branchPath,
      detail: { pack: pack.code, purpose, channel, template: template?.key ?? null, at: at.toISOString(), outcome: decision.outcome },
    }));
  }
  return ok({
    decision, pack, purpose, channel, at, text, isElderText: variant?.elderFriendly ?? false,
    customer: known && { id: known.id, number: known.number, nameMasked: maskNameOf(known.nameCipher), phoneMasked: channel === "email" ? "" : maskPhoneOf(known.toCipher) },
  });
}
