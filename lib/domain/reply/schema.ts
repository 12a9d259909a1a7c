import { z } from "zod";

/** What a person may take a customer's text for: a refusal in other words, a complaint, or neither of what it was held for. */
export const JUDGEMENTS = ["refuse", "complaint", "other"] as const;
export type Judgement = (typeof JUDGEMENTS)[number];
export const judgeReplySchema = z.object({ inboundId: z.uuid(), as: z.enum(JUDGEMENTS) });
export type JudgeReplyInput = z.output<typeof judgeReplySchema>;

/** Whom a text is given to; null: nobody. */
export const assignInboundSchema = z.object({ inboundId: z.uuid(), personId: z.uuid().nullable() });
export type AssignInboundInput = z.output<typeof assignInboundSchema>;

export const quickAnswerSchema = z.object({ inboundId: z.uuid(), template: z.string().min(1, "inbound.choose_reply").max(100) });
export type QuickAnswerInput = z.output<typeof quickAnswerSchema>;

export const freeAnswerSchema = z.object({ inboundId: z.uuid(), template: z.string().min(1).max(100), answer: z.string().trim().min(1, "inbound.answer_empty").max(200) });
export type FreeAnswerInput = z.output<typeof freeAnswerSchema>;
