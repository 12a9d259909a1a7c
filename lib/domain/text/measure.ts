import { ok, type Result } from "@/lib/domain/shared/result";
import { billingCharacters, billingSegments, type BillingRule } from "./billing";
import { segmentText, type Segmentation, type SegmentRefusal } from "./segments";

export type Measure = Segmentation & {
  readonly billing: {
    readonly rule: BillingRule;
    readonly characters: number;
    readonly segments: number;
    /** Characters that still fit into the last billing segment. */
    readonly remaining: number;
  };
};

const SINGLE = 70;
const EACH = 67;

/** Everything the segment meter shows of a full text (with 【signature】). */
export function measureText(fullText: string, rule: BillingRule): Result<Measure, SegmentRefusal> {
  const split = segmentText(fullText);
  if (!split.ok) return split;
  const characters = billingCharacters(fullText);
  const segments = billingSegments(fullText, rule);
  const remaining = rule === "international" ? split.value.remaining : segments === 1 ? SINGLE - characters : segments * EACH - characters;
  return ok({ ...split.value, billing: { rule, characters, segments, remaining } });
}
