import "server-only";
import { refuseValues, type Registers } from "@/lib/domain/check/registers";
import { amountOf } from "@/lib/domain/template/amount";
import type { RenderRefusal, Values } from "@/lib/domain/template/render";
import { validateValue } from "@/lib/domain/template/variable";
import { decide } from "@/lib/domain/policy/decide";
import { getsElderText } from "@/lib/domain/policy/elder";
import type { DecisionFacts, HistoryFact, TraceEntry } from "@/lib/domain/policy/facts";
import type { RulePack } from "@/lib/domain/policy/pack";
import type { MessageReason } from "@/lib/domain/message/reasons";
import { billingSegments, type BillingRule } from "@/lib/domain/text/billing";
import { segmentText } from "@/lib/domain/text/segments";
import { blindIndex } from "../crypto/blind-index";
import type { PipelinePerson } from "./people";
import type { SendableTemplate, TextVariant } from "./template";

/** Everything about a sending that is the same for all its recipients. */
export type Composition = {
  readonly template: SendableTemplate;
  readonly campaignId: string | null;
  /** Branch on whose behalf it is sent: other branches' customers are withheld. */
  readonly branchPath: string;
  readonly audienceUsesScore: boolean;
  /** The campaign names its impact assessment. */
  readonly assessed: boolean;
  /** Campaigns about one thing. */
  readonly family: string | null;
  readonly provider: DecisionFacts["provider"];
  readonly pack: RulePack;
  readonly registers: Registers;
  readonly billing: BillingRule;
  readonly priceMicros: bigint;
  /** The carrier is handed a filed template and its values: they are kept with the message. */
  readonly keepsValues?: boolean;
};

/** What a text was made from: which wording, and its values as they stand in it. */
export type Filled = { readonly variant: "plain" | "elder"; readonly values: Readonly<Record<string, string>> };

/** What becomes of one recipient: the decision, and the text where there is one. */
export type Composed = {
  readonly state: "queued" | "deferred" | "withheld" | "failed";
  readonly reason: MessageReason | "";
  readonly trace: readonly TraceEntry[];
  readonly until: Date | null;
  readonly text: string | null;
  readonly contentIndex: Uint8Array | null;
  readonly segments: number;
  readonly billingSegments: number;
  readonly costMicros: bigint;
  readonly renderRefusal: RenderRefusal | null;
  readonly filled: Filled | null;
};

// A text of this many characters is one segment on the radio and one on the bill, whatever its alphabet.
const ONE_SEGMENT = 70;

function segmentsOf(text: string): number {
  if (text.length <= ONE_SEGMENT) return 1;
  const split = segmentText(text);
  return split.ok ? split.value.segments : 0;
}

/** The wording for a customer: the elder-friendly one where there is one and he gets such texts. */
export function variantFor(template: SendableTemplate, pack: RulePack, person: PipelinePerson, now: Date): TextVariant {
  return template.elder !== null && getsElderText(pack, template.purpose, template.channel, person.facts, now) ? template.elder : template.plain;
}

/** What rules ask about a template and the wording chosen. */
export function natureOf(template: SendableTemplate, variant: TextVariant): Pick<DecisionFacts, "asksFor" | "productRisk" | "elderFriendlyText" | "hasLink" | "senderRegistered"> {
  return {
    asksFor: template.asksFor, productRisk: template.productRisk, elderFriendlyText: variant.elderFriendly, hasLink: variant.hasLink, senderRegistered: template.senderRegistered,
  };
}

function filledBy({ renderable, elder }: SendableTemplate, variant: TextVariant, values: Values): Filled {
  const fitting = renderable.variables.flatMap((variable) => {
    const value = validateValue(variable, values[variable.name] ?? "", renderable.language);
    return value.ok ? [[variable.name, value.value] as const] : [];
  });
  return { variant: variant === elder ? "elder" : "plain", values: Object.fromEntries(fitting) };
}

/** Decides about one recipient and renders the text: the same code for the dry run, campaigns and single messages. */
export function compose(composition: Composition, person: PipelinePerson, values: Values, history: readonly HistoryFact[], now: Date): Composed {
  const { template, pack } = composition;
  const variant = variantFor(template, pack, person, now);
  const rendered = variant.render(values);
  const text = rendered.ok ? rendered.value : null;
  const contentIndex = text === null ? null : blindIndex(text, "content");
  const decision = decide(pack, {
    purpose: template.purpose, channel: template.channel, campaignId: composition.campaignId, templateKey: template.key,
    branchInScope: person.branchPath.startsWith(composition.branchPath), customer: person.facts, history,
    contentHash: contentIndex === null ? null : Buffer.from(contentIndex).toString("base64"), audienceUsesScore: composition.audienceUsesScore, assessed: composition.assessed, family: composition.family, provider: composition.provider,
    amountMicros: amountOf(template.renderable, values), budget: null, plannedAt: null, ...natureOf(template, variant),
  }, now);
  const nothing = {
    trace: decision.trace, until: null, text: null, contentIndex: null, segments: 0, billingSegments: 0, costMicros: 0n, filled: null,
    renderRefusal: rendered.ok ? null : rendered.error,
  };
  if (decision.outcome === "withhold") return { ...nothing, state: "withheld", reason: decision.rule };
  if (text === null) return { ...nothing, state: "failed", reason: "render" };
  const refusal = refuseValues(text, template.renderable, values, composition.registers);
  if (refusal !== null) return { ...nothing, state: "failed", reason: refusal };
  const billed = billingSegments(text, composition.billing);
  const whole = {
    trace: decision.trace, text, contentIndex, segments: segmentsOf(text), billingSegments: billed,
    costMicros: BigInt(billed) * composition.priceMicros, renderRefusal: null,
    filled: composition.keepsValues === true ? filledBy(template, variant, values) : null,
  };
  return decision.outcome === "wait"
    ? { ...whole, state: "deferred", reason: decision.rule, until: decision.until }
    : { ...whole, state: "queued", reason: "", until: null };
}
