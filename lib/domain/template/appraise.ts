import { billingCost, type BillingRule } from "@/lib/domain/text/billing";
import { measureText, type Measure } from "@/lib/domain/text/measure";
import { longestRendering, sampleRendering, shortestRendering } from "./extremes";
import type { RenderableTemplate } from "./render";

export const EXTREMES = ["sample", "longest", "shortest"] as const;
export type Extreme = (typeof EXTREMES)[number];

/** One rendering and what it measures; `measure` is null where the text cannot be sent at all (empty, half a character). */
export type Rendering = { readonly text: string; readonly measure: Measure | null };

export type Appraisal = {
  readonly renderings: Readonly<Record<Extreme, Rendering>>;
  /** Billing segments that no recipient exceeds. */
  readonly mostSegments: number;
  /** Of a thousand recipients at the price given, reckoned with the sample and with the longest values; micro-yuan. */
  readonly costPerThousand: { readonly sample: bigint; readonly most: bigint } | null;
};

const RECIPIENTS = 1_000n;

function rendering(text: string, rule: BillingRule): Rendering {
  const measure = measureText(text, rule);
  return { text, measure: measure.ok ? measure.value : null };
}

/** What a text will look like, how long it gets and what it costs: the composer's meter and the reviewer's samples. */
export function appraise(template: RenderableTemplate, rule: BillingRule, priceMicros: bigint | null): Appraisal {
  const renderings = {
    sample: rendering(sampleRendering(template), rule),
    longest: rendering(longestRendering(template), rule),
    shortest: rendering(shortestRendering(template), rule),
  };
  const segmentsOf = (one: Rendering) => one.measure?.billing.segments ?? 0;
  // A sample may be written longer than the declared length allows while it is being edited.
  const mostSegments = Math.max(segmentsOf(renderings.longest), segmentsOf(renderings.sample));
  const cost = (segments: number, price: bigint) => billingCost(segments, price) * RECIPIENTS;
  return {
    renderings,
    mostSegments,
    costPerThousand:
      priceMicros === null
        ? null
        : { sample: cost(segmentsOf(renderings.sample), priceMicros), most: cost(mostSegments, priceMicros) },
  };
}
