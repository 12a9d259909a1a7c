import "server-only";
import type { DecisionMade, DecisionRequest } from "@/lib/domain/api/decision-shapes";
import type { Place } from "@/lib/domain/api/pointer";
import { citedBy } from "@/lib/domain/policy/cited";
import type { DescribedCustomer } from "@/lib/domain/policy/described";
import { parseClockTime } from "@/lib/domain/policy/hours";
import { traceWords } from "@/lib/domain/policy/words";
import type { Language } from "@/lib/domain/shared/vocabulary";
import { formatInstant } from "@/lib/i18n/format";
import type { Question, QuestionRefusal, Tried } from "../decisions/try-decision";
import { environment } from "../env";
import { refusedAt, type ApiRefusal } from "./refusal";
import { apiWords } from "./words";

function describedBy({ timeZone, birthDate, tags, suppressed, consents, preferences = {}, history }: DecisionRequest["customer"]): DescribedCustomer {
  const { channels, quietHours, elderFriendly, noProfiling, wantsCalls } = preferences;
  const dated = <T extends { readonly at: string }>(one: T) => ({ ...one, at: new Date(one.at) });
  return {
    // The shape has seen to it that a customer without a number has a zone.
    timeZone: timeZone ?? "", birthDate, tags, suppressed, consents: consents?.map(dated), history: history?.map(dated), channels,
    quietHours: quietHours && { fromMinute: parseClockTime(quietHours.from) ?? 0, toMinute: parseClockTime(quietHours.to) ?? 0 },
    elderFriendly, noProfiling, wantsCalls,
  };
}

/** A question as the engine takes it. */
export function toQuestion({ pack, at, purpose, channel, template, text, customer }: DecisionRequest): Question {
  const { number } = customer;
  return { pack, at: new Date(at), purpose, channel, template, text, customer: number === undefined ? describedBy(customer) : { number } };
}

const PLACE: Readonly<Record<QuestionRefusal["code"], Place>> = {
  "template.not_found": ["template"],
  "customer.not_found": ["customer", "number"],
  "decision.purpose_differs": ["purpose"],
  "decision.channel_differs": ["channel"],
  "decision.purpose_missing": ["purpose"],
};

/** Says at which member of the question a refusal is aimed. */
export function refusedQuestion(error: QuestionRefusal): ApiRefusal {
  return refusedAt(error, PLACE[error.code]);
}

/** A decision with every rule that was asked, in the words of the caller's language. */
export function toDecisionMade({ decision, pack }: Tried, language: Language): DecisionMade {
  const words = apiWords(language);
  const { BANK_TIME_ZONE } = environment();
  const reasons = decision.trace.map((entry): DecisionMade["reasons"][number] => {
    const { title, article } = citedBy(pack, entry.row);
    const said = traceWords(entry, (iso) => formatInstant(new Date(iso), language, BANK_TIME_ZONE));
    return {
      rule: entry.rule, instrument: title, ...(article === null ? {} : { article }), outcome: entry.outcome,
      message: words.said(`policy.${said.key}`, said.values), evidence: { ...entry.evidence },
    };
  });
  return { decision: decision.outcome, ...(decision.outcome === "wait" ? { until: decision.until.toISOString() } : {}), reasons };
}
