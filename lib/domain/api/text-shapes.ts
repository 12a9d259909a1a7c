import { z } from "zod";
import { FINDING_RULES } from "@/lib/domain/check/finding";
import { PURPOSES } from "@/lib/domain/shared/vocabulary";
import { named } from "./shape";

/** Longer than the 255 parts that the network numbers, so that “too long” is said by the rule that knows why. */
const TEXT_MAX = 50_000;
const text = z.string().min(1).max(TEXT_MAX);
const count = z.int().min(0);

export const segmentsRequestShape = named(
  "SegmentsRequest",
  z.strictObject({ text, signature: z.string().trim().min(1).max(40).optional() }),
  { text: "您的贷款将于12月5日到期，请留足余额。", signature: "鸿雁银行" },
);

const billingShape = named("SegmentsBilling", z.strictObject({ segments: count, rule: z.enum(["cn-domestic", "international"]) }), {
  segments: 1,
  rule: "cn-domestic",
});

export const segmentsShape = named(
  "Segments",
  z.strictObject({
    encoding: z.enum(["GSM-7", "UCS-2"]),
    characters: count,
    units: count,
    segments: count,
    parts: z.array(z.string()),
    billing: billingShape,
    forcedBy: z.array(z.string()).optional(),
  }),
  {
    encoding: "UCS-2",
    characters: 18,
    units: 18,
    segments: 1,
    parts: ["Balance EUR 12 – ok"],
    billing: { segments: 1, rule: "cn-domestic" },
    forcedBy: ["–"],
  },
);

export const checkRequestShape = named(
  "CheckRequest",
  z.strictObject({ purpose: z.enum(PURPOSES), text: text.max(5_000), elderFriendly: z.boolean().optional() }),
  { purpose: "promotion", text: "保本理财，立即申请。" },
);

const findingShape = named(
  "CheckFinding",
  z.strictObject({
    rule: z.enum(FINDING_RULES),
    severity: z.enum(["error", "warning"]),
    instrument: z.string().optional(),
    message: z.string(),
    from: count,
    to: count,
  }),
  { rule: "guarantee", severity: "error", instrument: "广告法第25条；银发〔2019〕316号", message: "承诺收益：“保本”", from: 0, to: 2 },
);

export const checkedTextShape = named("CheckedText", z.strictObject({ findings: z.array(findingShape) }), {
  findings: [
    { rule: "guarantee", severity: "error", instrument: "广告法第25条；银发〔2019〕316号", message: "承诺收益：“保本”", from: 0, to: 2 },
  ],
});

export type SegmentsRequest = z.output<typeof segmentsRequestShape>;
export type SegmentsBody = z.output<typeof segmentsShape>;
export type CheckRequest = z.output<typeof checkRequestShape>;
export type CheckedText = z.output<typeof checkedTextShape>;
