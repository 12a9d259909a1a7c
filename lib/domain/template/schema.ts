import { z } from "zod";
import { LANGUAGES, PURPOSES } from "@/lib/domain/shared/vocabulary";
import { TEMPLATE_CHANNELS, faultOfChannel } from "./channel";
import { TEMPLATE_USES, faultOfUse } from "./use";
import { templateVariableSchema } from "./variable";

/** What bank systems call a template by. */
const key = z.string().trim().regex(/^[a-z][a-z0-9]*([.-][a-z0-9]+)*$/, "template.key_malformed").max(60, "template.key_long");
const name = z.string().trim().min(1, "template.name_missing").max(60, "template.name_long");
// A carrier takes no longer content (help.aliyun.com: 500 characters); the check says so too, this bounds what is stored.
const text = z.string().max(1_000, "template.text_long");

/** Warnings by rule, each with the author's reason for the reviewer. */
const reasons = z.record(z.string(), z.string().trim().max(300, "template.reason_long"));

const content = {
  signatureId: z.uuid("template.signature_missing"),
  text,
  variables: z.array(templateVariableSchema).max(20, "template.variables_many")
    .refine((list) => new Set(list.map((variable) => variable.name)).size === list.length, "template.variable_twice"),
  /** What customers get who are given elder-friendly texts; null: everybody gets `text`. */
  elderText: text.nullable(),
  elderFriendly: z.boolean(),
  use: z.enum(TEMPLATE_USES),
  asksFor: z.enum(PURPOSES).nullable(),
  productRisk: z.int().min(1, "template.risk_range").max(5, "template.risk_range").nullable(),
  /** Kept with the draft, so that nobody writes them twice. */
  reasons: reasons.optional(),
};

export const createTemplateSchema = z
  .object({
    key, name, purpose: z.enum(PURPOSES), language: z.enum(LANGUAGES),
    /** Absent: a text message. */
    channel: z.enum(TEMPLATE_CHANNELS).optional(),
    ...content,
  })
  .superRefine((input, context) => {
    const fault = faultOfUse(input.purpose, input) ?? faultOfChannel(input.channel ?? "sms", input.purpose, input.use);
    if (fault) context.addIssue({ code: "custom", path: [fault.field], message: fault.code });
  });

/** `lockVersion` is what the person saw: whoever saved in between is not overwritten. */
export const saveDraftSchema = z.object({ templateId: z.uuid(), lockVersion: z.number().int().min(0), name, ...content });

export const submitTemplateSchema = z.object({ templateId: z.uuid(), lockVersion: z.number().int().min(1), reasons, acceptChanges: z.boolean() });
export const withdrawTemplateSchema = z.object({ templateId: z.uuid() });
export const discardDraftSchema = z.object({ templateId: z.uuid(), lockVersion: z.number().int().min(1) });
export const retireTemplateSchema = z.object({ templateId: z.uuid() });

export type CreateTemplateInput = z.output<typeof createTemplateSchema>;
export type SaveDraftInput = z.output<typeof saveDraftSchema>;
export type SubmitTemplateInput = z.output<typeof submitTemplateSchema>;
